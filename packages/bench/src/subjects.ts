/** @file What can be measured: the networks of the zoo, with the weights that were trained here where there are some. */

import { macs, params, select, type Network } from '@cnn/shapes'
import { trained } from '@cnn/weights'
import { zoo, type Entry } from '@cnn/zoo'
import type { Cell, Suite } from './results.ts'

// Public API

export interface Subject {
  /** Id in @cnn/zoo. */
  readonly id: string
  readonly suite: Suite
  /** URL of trained weights; null where only random ones are at hand, which tell the latency and nothing else. */
  readonly weights: URL | null
  /** The network as it is measured: at inference, `logits` alone. */
  build(): Network
}

export const subjects: readonly Subject[] = zoo.map(toSubject)

export function findSubject(id: string): Subject {
  const subject = subjects.find((one) => one.id === id)
  if (!subject) throw new RangeError(`there is no network '${id}' to measure; there are ${subjects.map((one) => one.id).join(', ')}`)
  return subject
}

/** The part of a cell that is known before anything is measured. */
export function describeSubject(subject: Subject): Omit<Cell, 'backend' | 'status'> {
  const net = subject.build()
  const published = zoo.find((entry) => entry.id === subject.id)?.published
  return {
    network: subject.id,
    suite: subject.suite,
    input: [...net.input.shape],
    parameters: params(net),
    macs: macs(net),
    weights: subject.weights ? 'trained' : 'random',
    ...(published && { published }),
  }
}

// Implementation

function toSubject({ id, build }: Entry): Subject {
  const weights = trained.find((one) => one.network === id)
  const make = () => select(build(weights?.options), 'logits')
  return { id, suite: weights ? 'cifar10' : 'imagenet', weights: weights?.url ?? null, build: make }
}
