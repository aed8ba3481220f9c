/** @file The one source for counting, initialising, naming and checking the tensors of a network. */

import type { Network, Node, Weight } from './graph.ts'

/** A tensor that a network owns, under its full name, `layer1.0.conv1.weight`. */
export interface OwnedWeight extends Weight {
  readonly node: Node
}

/** A tensor of numbers in PyTorch's layout. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A checkpoint: every tensor of a network by its name. */
export type Weights = ReadonlyMap<string, Tensor>

/** Every tensor of the network, in the order of its layers, named as in torchvision's `state_dict`. */
export const weights = (net: Network): OwnedWeight[] => net.nodes.flatMap(weightsOf)

/** The tensors of one layer. */
export function weightsOf(node: Node): OwnedWeight[] {
  const own =
    node.rule.weights?.(
      node.attrs,
      node.inputs.map((input) => input.shape),
    ) ?? []
  return own.map((weight) => ({ ...weight, name: `${node.name}.${weight.name}`, node }))
}

/** A kernel [out, …], and a bias for each output where the layer has one. */
export const kernelAndBias = (shape: readonly number[], bias: boolean): Weight[] => [
  { name: 'weight', shape, role: 'kernel' },
  ...(bias ? [{ name: 'bias', shape: [shape[0]!], role: 'bias' } as const] : []),
]

/** Moving statistics are state, not parameters: no gradient reaches them. */
export const isParameter = ({ role }: Weight): boolean => role !== 'mean' && role !== 'variance'

/** How many numbers a tensor of this shape has. */
export const elements = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)
