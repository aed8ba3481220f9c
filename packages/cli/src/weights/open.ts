/**
 * @file What `--weights` names: which network it is of, that network's weights out of any format, and how to use them
 * on a picture.
 */

import { readFile } from 'node:fs/promises'
import type { Preprocessing } from '@cnn/data'
import { messageOf, printable, type Network, type Weights } from '@cnn/shapes'
import {
  checkSteps,
  fitNetwork,
  hashedWeights,
  publisherOf,
  readNameMap,
  stepsFor,
  usualSteps,
  type MatchOptions,
  type TrainedFor,
  type Variant,
} from '@cnn/weights'
import type { BuildOptions } from '@cnn/zoo'
import { UsageError } from '../terminal/usage.ts'
import { chooseSet, withHelp } from './mending.ts'
import { classesOf, labelsBeside, labelsFor, readLabels } from './labels.ts'
import { buildNetwork, withHeads } from './network.ts'
import { explained, readSource } from './source.ts'
import { say } from '../terminal/print.ts'

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

/** Which tensors of a file are the network's, where that cannot be told from their names: as the user typed it. */
export interface Matching {
  readonly state?: string
  /** The path of a file with names. */
  readonly map?: string
  readonly byOrder?: boolean
}

/** Of all that was typed. An option that is absent is not one that is undefined. */
export const matchingOf = ({ state, map, byOrder }: Matching): Matching => ({
  ...(state !== undefined && { state }),
  ...(map !== undefined && { map }),
  ...(byOrder !== undefined && { byOrder }),
})

export interface WeightsOptions {
  /** Of the builder. */
  readonly build?: BuildOptions
  /** With the heads that only training uses. */
  readonly heads?: boolean
  readonly matching?: Matching
}

/** Throws UsageError for what does not exist, cannot be read, or is not the network's. */
export async function openWeights(
  id: string,
  source: string,
  { build = {}, heads = false, matching = {} }: WeightsOptions = {},
): Promise<OpenedWeights> {
  // First, since a size that cannot be should not wait for the weights.
  const asked = buildNetwork(id, build, heads)
  if (source === 'random')
    return { network: id, options: build, net: asked, weights: hashedWeights(asked), scheme: 'cnn', variant: {} }
  const how = await matchOptions(matching)
  const { network, checkpoint, own } = await readSource(id, source)
  if (network !== id) say(`note: ${source} holds the weights of ${network}, which is computed in place of ${id}\n`)
  return explained(source, () => {
    const { notes, sets, scheme, ...fitted } = withHelp(() =>
      fitNetwork<BuildOptions>((options) => buildNetwork(network, options, heads), checkpoint, {
        ...how,
        told: { ...own?.build, ...build },
        whole: (options) => withHeads(network, options),
      }),
    )
    const more = sets.length > 1 && matching.state === undefined ? [chooseSet] : []
    for (const note of [...notes, ...more]) say(`note: ${printable(`${source}: ${note}`, 1000)}\n`)
    const { dataset } = checkpoint.metadata
    const about = { ...(own && { own }), ...(dataset !== undefined && { dataset }) }
    return { network, ...fitted, scheme: scheme.id, ...about }
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

export interface SourceOptions extends Omit<WeightsOptions, 'heads'> {
  /** The path of a file with the names of the classes. */
  readonly labels?: string
}

/** Throws UsageError as openWeights does, and for weights that know no classes. */
export async function openSource(id: string, source: string, options: SourceOptions = {}): Promise<Opened> {
  if (source === 'random') throw new UsageError('random weights know no classes; `cnn weights` shows where others are')
  const { labels: list, ...how } = options
  const opened = await openWeights(id, source, how)
  const { net, network, scheme, own } = opened
  const { shape } = net.input
  const channels = shape[2]
  const published = publisherOf(network, scheme, source)
  const units = net.outputs['logits']!.shape.at(-1)!
  const labels =
    list === undefined
      ? (own?.labels ?? classesOf(opened.dataset) ?? (await labelsBeside(source, units)))
      : await readLabels(list, units)
  if (own && Object.keys(options.build ?? {}).length === 0) await explained(source, () => checkSteps(own, net))
  const known = own?.steps ?? published?.preprocessing
  return {
    ...opened,
    preprocessing: ![1, 3].includes(channels) ? undefined : known ? stepsFor(known, shape) : usualSteps(shape),
    steps: own?.steps
      ? 'as they were trained'
      : published
        ? `${published.publisher} ${published.name}`
        : `none are known for these weights: ${Math.max(shape[0], shape[1]) > 64 ? 'torchvision' : channels === 3 ? 'CIFAR-10' : 'MNIST'}'s`,
    labels: (labels ?? (await labelsFor(units, channels))).map((label) => printable(label)),
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

// Implementation

async function matchOptions({ map, ...others }: Matching): Promise<MatchOptions> {
  if (map === undefined) return others
  if (others.byOrder) throw new UsageError('--by-order takes no names; leave out --map or --by-order')
  const text = await readFile(map, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--map ${map} cannot be read: ${messageOf(error)}`)
  })
  return { ...others, map: await explained(`--map ${map}`, () => readNameMap(text)) }
}
