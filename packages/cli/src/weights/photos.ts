/** @file Weights that a person names, with what is to be done to a photo and the names of the classes. */

import type { Preprocessing } from '@cnn/data'
import { printable, type FeatureMap } from '@cnn/shapes'
import { checkSteps, publisherOf, stepsFor, usualSteps } from '@cnn/weights'
import { UsageError } from '../terminal/usage.ts'
import { classesOf, labelsBeside, labelsFor, readLabels } from './labels.ts'
import { openWeights, type OpenedWeights, type WeightsOptions } from './open.ts'
import { explained } from './source.ts'

// Public API

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

export interface PhotoOptions extends Omit<WeightsOptions, 'heads'> {
  /** The path of a file with the names of the classes. */
  readonly labels?: string
}

/** Throws UsageError as openWeights does, and for weights that know no classes. */
export async function openForPhotos(id: string, source: string, options: PhotoOptions = {}): Promise<Opened> {
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
  return {
    ...opened,
    preprocessing: ![1, 3].includes(channels) ? undefined : (knownSteps(opened, source) ?? usualSteps(shape)),
    steps: own?.steps
      ? 'as they were trained'
      : published
        ? `${published.publisher} ${published.name}`
        : `none are known for these weights: ${usualFor(shape)}'s`,
    labels: (labels ?? (await labelsFor(units, channels))).map((label) => printable(label)),
    said: labels !== undefined,
  }
}

/** What the file or its publisher says is to be done to a photo; undefined where neither is known. */
export function knownSteps(
  { network, net, scheme, own, dataset }: OpenedWeights,
  source: string,
): Preprocessing | undefined {
  const { shape } = net.input
  if (own?.steps) return stepsFor(own.steps, shape)
  if (dataset === 'CIFAR-10') return usualSteps(shape)
  const published = publisherOf(network, scheme, source)
  return published && stepsFor(published.preprocessing, shape)
}

/** Throws UsageError where a photo cannot be made ready. */
export function photoSteps({ network, net, preprocessing }: Opened): Preprocessing {
  if (preprocessing) return preprocessing
  throw new UsageError(
    `${network} takes images of ${net.input.shape[2]} channels; photos have three, and can be made one of grey`,
  )
}

// Implementation

/** Whose steps `usualSteps` takes. */
const usualFor = ([height, width, channels]: FeatureMap): string =>
  Math.max(height, width) > 64 ? 'torchvision' : channels === 3 ? 'CIFAR-10' : 'MNIST'
