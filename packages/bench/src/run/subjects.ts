/** @file What can be measured: the networks of the zoo. */

import { macs, params, select, type Network } from '@cnn/shapes'
import { zoo, type Entry } from '@cnn/zoo'
import type { Cell, Suite } from '../results/results.ts'
import { publishedAccuracy } from './published.ts'

// Public API

export interface Subject {
  /** Id in @cnn/zoo. */
  readonly id: string
  /** By the size of the image: any network for images of 64² or less can be shown those of CIFAR-10. */
  readonly suite: Suite
  /** The network as it is measured: at inference, `logits` alone. */
  build(): Network
}

/** Everything that can be measured. */
export const subjects: readonly Subject[] = zoo.map(toSubject)

/** What is measured unless other networks are named: those with trained weights at hand, and one of each kind for ImageNet. */
export const usualSubjects = (withWeights: Iterable<string>): Subject[] =>
  [...new Set([...withWeights, 'alexnet', 'googlenet', 'resnet18', 'densenet121', 'resnet50', 'vgg16'])].map(
    findSubject,
  )

export function findSubject(id: string): Subject {
  const subject = subjects.find((one) => one.id === id)
  if (!subject)
    throw new RangeError(
      `there is no network '${id}' to measure; there are ${subjects.map((one) => one.id).join(', ')}`,
    )
  return subject
}

/** The part of a cell that is known before anything is measured; `trained` where there are such weights. */
export function describeSubject(subject: Subject, trained = false): Omit<Cell, 'backend' | 'status'> {
  const net = subject.build()
  const published = publishedAccuracy(subject.id)
  return {
    network: subject.id,
    suite: subject.suite,
    input: [...net.input.shape],
    parameters: params(net),
    macs: macs(net),
    weights: trained ? 'trained' : 'random',
    ...(published && { published }),
  }
}

// Implementation

function toSubject({ id, build }: Entry): Subject {
  const make = () => select(build(), 'logits')
  return {
    id,
    build: make,
    // Asked for when needed: to build every network takes a fifth of a second.
    get suite() {
      return make().input.shape[0] <= 64 ? 'cifar10' : 'imagenet'
    },
  }
}
