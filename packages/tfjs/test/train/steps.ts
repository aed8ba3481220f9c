/** @file Two steps of training against PyTorch's (benchmarks/proofs/goldens/steps.py). */

import {
  elements,
  fromJSON,
  isParameter,
  rewrite,
  uniform,
  weights,
  weightsOf,
  type Network,
  type NetworkJson,
  type Node,
} from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import { constant, train, type TrainingData } from '@cnn/tfjs/train'
import goldens from '../goldens/steps.json' with { type: 'json' }

export interface Step {
  readonly network: string
  /** Of the zoo's network of that name; the graph itself where it is none of the zoo. */
  readonly options?: Readonly<Record<string, unknown>>
  readonly graph?: NetworkJson
  readonly batch: number
  readonly smoothing: number
  /** Before each step, heads included. */
  readonly losses: readonly number[]
  /** Of each tensor's change: its norm, and its inner product with the hashed tensor `NAME projection`. */
  readonly changes: Readonly<Record<string, readonly number[]>>
}

export const steps = goldens as unknown as readonly Step[]

/**
 * Each loss is right to `tolerance`, and so is the change of each tensor: of all that its layer's parameters change,
 * since the gradient of a bias before a batch norm is nothing but rounding; and 1 % of the tensor itself, of which
 * float32 rounds each change.
 */
export async function expectSteps(step: Step, backend: string, tolerance: number): Promise<void> {
  const { batch, smoothing, losses, changes } = step
  expect(await setBackend(backend)).toBe(true)
  const net = rewrite(build(step), (node, [x]) => (node.kind === 'dropout' ? x : undefined))
  const start = hashedWeights(net)
  const [height, width, channels] = net.input.shape
  const pixels = hashedImage([batch * height, width, channels]).data
  const each = elements(net.input.shape)
  const data: TrainingData = {
    count: batch,
    batch: (indices) => ({
      images: Float32Array.from(
        { length: batch * each },
        (_, i) => pixels[indices[Math.floor(i / each)]! * each + (i % each)]!,
      ),
      labels: indices.map((i) => (3 * i + 1) % 10),
    }),
  }
  const found: number[] = []
  const before = memory().numTensors
  const state = await train(net, data, {
    epochs: 2,
    batch,
    smoothing,
    weights: start,
    schedule: constant(0.05),
    nesterov: true,
    onBatch: ({ loss }) => void found.push(loss),
  })
  expect(memory().numTensors).toBe(before)

  for (const [i, loss] of losses.entries()) expect(Math.abs(found[i]! - loss)).toBeLessThanOrEqual(tolerance * loss)
  expect(Object.keys(changes).toSorted()).toEqual([...state.weights.keys()].toSorted())
  const norms = (node: Node) =>
    weightsOf(node)
      .filter(isParameter)
      .map(({ name }) => changes[name]![0]!)
  const errors = weights(net).map(({ name, shape, node }) => {
    const began = start.get(name)!.data
    const change = state.weights.get(name)!.data.map((value, i) => value - began[i]!)
    const factors = hashedProjection(name, shape)
    const [norm, projection] = changes[name] as [number, number]
    const differences = [
      Math.hypot(...change) - norm,
      change.reduce((sum, value, i) => sum + value * factors[i]!, 0) - projection,
    ]
    return [
      name,
      Math.max(...differences.map(Math.abs)) / (Math.hypot(norm, ...norms(node)) + 0.01 * Math.hypot(...began)),
    ] as const
  })
  expect(errors.filter(([, error]) => !(error <= tolerance))).toEqual([])
}

const build = ({ network, options, graph }: Step): Network =>
  graph ? fromJSON(graph) : zoo.find(({ id }) => id === network)!.build(options)

const hashedProjection = (name: string, shape: readonly number[]): number[] => {
  const u = uniform(`${name} projection`)
  return Array.from({ length: elements(shape) }, (_, i) => 2 * u(i) - 1)
}
