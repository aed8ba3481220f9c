/**
 * @file Rewrites a network and its weights into ones that give the same logits with less work: batch norm folded into
 * the convolution or dense layer before it, ReLU attached to the layer before it, dropout left out.
 */

import { checkWeights } from './check-weights.ts'
import { apply, type Network, type Node } from './graph.ts'
import type { ActivationAttrs } from './ops/operations.ts'
import type { BatchNormAttrs } from './ops/operations.ts'
import { rewrite } from './rewrite.ts'
import type { Tensor, Weights } from './weights.ts'

// Public API

/** A network with weights that fit it. */
export interface Filled {
  readonly net: Network
  readonly weights: Weights
}

/**
 * The network given stays as it is, and tensors that need no change are shared. Throws WeightsError if one is missing
 * or of another shape; those of pruned outputs stay.
 */
export function fuse({ net, weights }: Filled): Filled {
  checkWeights(net, weights, { pruned: true })
  const tensors = new Map(weights)
  // First of all: what reads a dropout then reads the layer before it, and is counted among that layer's readers.
  const kept = rewrite(net, (node, [x]) => (node.kind === 'dropout' ? x : undefined))
  const fused = rewrite(kept, (node, [x], alone) => {
    if (node.kind === 'batchNorm' && alone && isLinear(x!)) return foldBatchNorm(node, x!, tensors)
    if (isRelu(node) && alone && (isLinear(x!) || isPlainNorm(x!))) return withAttrs(x!, node.attrs)
    return undefined
  })
  return { net: fused, weights: tensors }
}

// Implementation

/** Of the activations, the one that every backend computes together with a layer. */
const isRelu = (node: Node): boolean =>
  node.kind === 'activation' && (node.attrs as ActivationAttrs).activation === 'relu'

/** A layer whose result is not yet followed by an activation. */
const isLinear = (node: Node): boolean =>
  (node.kind === 'conv' || node.kind === 'dense') && !('activation' in node.attrs)
const isPlainNorm = (node: Node): boolean => node.kind === 'batchNorm' && !('activation' in node.attrs)

const withAttrs = (node: Node, attrs: object): Node =>
  apply(node.rule, { ...node.attrs, ...attrs }, node.inputs, node.name)

/**
 * y = γ (w·x + b − μ) / √(σ² + ε) + β is itself a layer, with weights w γ / √(σ² + ε) (Ioffe & Szegedy 2015, section
 * 3.1).
 */
function foldBatchNorm(norm: Node, layer: Node, tensors: Map<string, Tensor>): Node {
  const take = (part: string) => {
    const { data } = tensors.get(`${norm.name}.${part}`)!
    tensors.delete(`${norm.name}.${part}`)
    return data
  }
  const { epsilon } = norm.attrs as BatchNormAttrs
  const variance = take('running_var')
  const scale = Array.from(take('weight'), (gamma, i) => gamma / Math.sqrt(variance[i]! + epsilon))

  const kernel = tensors.get(`${layer.name}.weight`)!
  const each = kernel.data.length / scale.length
  tensors.set(`${layer.name}.weight`, {
    shape: kernel.shape,
    data: kernel.data.map((value, i) => value * scale[Math.floor(i / each)]!),
  })
  const bias = tensors.get(`${layer.name}.bias`)?.data
  const mean = take('running_mean')
  const shift = take('bias').map((beta, i) => beta + ((bias?.[i] ?? 0) - mean[i]!) * scale[i]!)
  tensors.set(`${layer.name}.bias`, { shape: [shift.length], data: shift })
  return withAttrs(layer, { bias: true })
}
