/** @file What can be measured: the networks of the zoo. */

import { macs, params, select, type Network } from '@cnn/shapes'
import { zoo, type BuildOptions, type Entry } from '@cnn/zoo'
import type { Cell, Suite } from '../results/results.ts'
import { publishedAccuracy } from './published.ts'

// Public API

/** A network that can be measured. */
export interface Subject {
  /** Id in @cnn/zoo; with `@160`, `@224x320` or `@28x28x1` behind it for other images than the usual ones. */
  readonly id: string
  /** By the size of the image: any network for images of 64² or less can be shown those of CIFAR-10. */
  readonly suite: Suite
  /** The network as it is measured: at inference, `logits` alone. */
  build(): Network
}

/** Everything that can be measured. */
export const subjects: readonly Subject[] = zoo.map(toSubject)

/**
 * What is measured unless other networks are named: those with trained weights at hand, and one of each kind for
 * ImageNet.
 */
export const usualSubjects = (withWeights: Iterable<string>): Subject[] =>
  [...new Set([...withWeights, 'alexnet', 'googlenet', 'resnet18', 'densenet121', 'resnet50', 'vgg16'])].map(
    findSubject,
  )

/** Throws RangeError where there is none; what it builds throws ShapeError where the images are too small for it. */
export function findSubject(id: string): Subject {
  const [, plain = id, height, width = height, channels] = /^(.+)@(\d+)(?:x(\d+)(?:x(\d+))?)?$/.exec(id) ?? []
  const entry = zoo.find((one) => one.id === plain)
  if (!entry)
    throw new RangeError(`there is no network '${id}' to measure; there are ${zoo.map((one) => one.id).join(', ')}`)
  if (height === undefined) return subjects[zoo.indexOf(entry)]!
  return toSubject({
    id,
    build: () =>
      // Auxiliary heads, which are left out anyway, need larger images than the rest.
      entry.build({
        heads: false,
        size: [Number(height), Number(width)],
        ...(channels !== undefined && { channels: Number(channels) }),
      }),
  })
}

/**
 * The id of the same network for other images: height and width, and channels. Without trained weights, which are for
 * the usual ones.
 */
export function forImages(id: string, { size, channels }: Pick<BuildOptions, 'size' | 'channels'>): string {
  const { shape } = findSubject(id).build().input
  const [height, width] = typeof size === 'number' ? [size, size] : (size ?? shape)
  const depth = channels ?? shape[2]
  if ([height, width, depth].join() === shape.join()) return id
  return `${id}@${height}x${width}${depth === shape[2] ? '' : `x${depth}`}`
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

/** How many layers differ from each other in kind, attributes or shapes: a shader each. */
export function shadersOf(id: string): number {
  const known = shaders.get(id) ?? countShaders(id)
  shaders.set(id, known)
  return known
}

// Implementation

/** Counted once each: a run asks after every batch, and to count them takes milliseconds of what is measured. */
const shaders = new Map<string, number>()

function countShaders(id: string): number {
  const layers = findSubject(id)
    .build()
    .nodes.map(({ kind, attrs, shape, inputs }) =>
      JSON.stringify([kind, attrs, shape, inputs.map((input) => input.shape)]),
    )
  return new Set(layers).size
}

function toSubject({ id, build }: Pick<Entry, 'id' | 'build'>): Subject {
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
