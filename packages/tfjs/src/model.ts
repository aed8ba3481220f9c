/** @file A network placed on the current tfjs backend, and its forward pass. */

import {
  checkWeights,
  fuse,
  lastUses,
  select,
  weightsOf,
  type Kind,
  type Network,
  type Node,
  type Weights,
} from '@cnn/shapes'
import { getBackend, tensor4d, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { chainConcats } from './chain-concats.ts'
import { denseAsConv } from './dense-as-conv.ts'
import { operations } from './ops/index.ts'
import type { Operation } from './ops/operation.ts'
import { unlessLost } from './backend/lost.ts'
import { checkMemory, explainMemory } from './backend/wasm-memory.ts'

// Public API

/** What is computed of a network, and how. */
export interface ModelOptions<Output extends string = string> {
  /** Outputs to compute, `logits` unless others are named; what only the others need is left out. */
  readonly outputs?: readonly Output[]
  /** Fold batch norm, attach activations, leave dropout out. */
  readonly fused?: boolean
}

/** A network on tfjs's current backend. */
export interface Model<Output extends string = string> {
  /** What is computed: the network after its rewriting. */
  readonly net: Network
  /**
   * The forward pass of a batch [n, height, width, channels]; gives [n, units] for each output, or [n, h, w, c] where
   * it is a feature map. The caller disposes what it gives. Throws MemoryError where WASM has too little memory, and
   * goes on with less.
   */
  run(images: Tensor4D): Record<Output, Tensor>
  /** The same from numbers to numbers; rejects if the backend is lost meanwhile. */
  predict(images: Float32Array): Promise<Record<Output, Float32Array>>
  /** Frees the weights. */
  dispose(): void
}

/** Places a network on the current backend. Throws WeightsError if the weights are not the network's. */
export function createModel<Output extends string = 'logits'>(
  whole: Network,
  weights: Weights,
  { outputs = ['logits' as Output], fused = true }: ModelOptions<Output> = {},
): Model<Output> {
  checkWeights(whole, weights)
  const backend = getBackend()
  const net = select(whole, ...outputs)
  const filled = fused ? fuse({ net, weights }) : { net, weights }
  const ready = backend === 'webgl' ? denseAsConv(filled) : filled
  const computed = backend === 'webgl' || backend === 'webgpu' ? chainConcats(ready.net) : ready.net
  const placed = place(computed, ready.weights)
  const [height, width, channels] = net.input.shape

  const run = (images: Tensor4D): Record<string, Tensor> => {
    if (getBackend() !== backend)
      throw new Error(`network '${net.name}' was placed on ${backend}, but the backend is now ${getBackend()}`)
    const [, ...given] = images.shape
    if (given.join() !== net.input.shape.join())
      throw new Error(
        `network '${net.name}' takes images of ${net.input.shape.join('×')}; these are ${given.join('×')}`,
      )
    if (backend !== 'wasm') return forward(computed, placed, images)
    const [count] = images.shape
    checkMemory(computed, count)
    try {
      return forward(computed, placed, images)
    } catch (error) {
      throw explainMemory(error, net, count)
    }
  }
  return {
    net: computed,
    run,
    async predict(images) {
      const each = height * width * channels
      if (images.length === 0 || images.length % each !== 0)
        throw new Error(
          `${images.length} numbers are no whole number of images of ${net.input.shape.join('×')}, which have ${each}`,
        )
      const input = tensor4d(images, [images.length / each, height, width, channels])
      let results: Record<string, Tensor> = {}
      try {
        results = run(input)
        const read = Object.entries(results).map(
          async ([name, tensor]) => [name, (await tensor.data()) as Float32Array] as const,
        )
        return Object.fromEntries(await unlessLost(Promise.all(read))) as Record<Output, Float32Array>
      } finally {
        input.dispose()
        for (const tensor of Object.values(results)) tensor.dispose()
      }
    },
    dispose() {
      for (const tensors of placed.values()) for (const tensor of tensors) tensor.dispose()
    },
  }
}

// Implementation

type Placed = ReadonlyMap<Node, readonly Tensor[]>

function place(net: Network, weights: Weights): Placed {
  const placed = new Map<Node, readonly Tensor[]>()
  for (const node of net.nodes) {
    if (weightsOf(node).length === 0) continue
    const operation = operations[node.kind] as Operation<Kind>
    placed.set(
      node,
      tidy(() => operation.place!((part) => weights.get(`${node.name}.${part}`), node.attrs, node.inputs[0]!.shape)),
    )
  }
  return placed
}

/** Computes node after node; each value is freed after its last use. */
function forward(net: Network, placed: Placed, images: Tensor4D): Record<string, Tensor> {
  const last = lastUses(net)
  const alive = new Map<Node, Tensor>()
  try {
    for (const node of net.nodes) {
      const inputs = node.kind === 'input' ? [images] : node.inputs.map((input) => alive.get(input)!)
      const shapes = { input: (node.inputs[0] ?? node).shape, output: node.shape }
      const operation = operations[node.kind] as Operation<Kind>
      alive.set(
        node,
        tidy(() => operation.compute(inputs, placed.get(node) ?? [], node.attrs, shapes)),
      )
      for (const input of new Set(node.inputs)) {
        if (last.get(input) !== node) continue
        alive.get(input)!.dispose()
        alive.delete(input)
      }
    }
  } catch (error) {
    for (const tensor of alive.values()) tensor.dispose()
    throw error
  }
  return Object.fromEntries(Object.entries(net.outputs).map(([name, node]) => [name, alive.get(node)!]))
}
