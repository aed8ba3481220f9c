/** @file One batch forwards and backwards. */

import { isParameter, weightsOf, type Kind, type Network, type Node } from '@cnn/shapes'
import { add, tidy, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core'
import { operations } from '../ops/index.ts'
import type { Operation } from '../ops/operation.ts'
import { trainables } from './ops/index.ts'
import type { Computed, Gradients, Seen, Trainable } from './ops/trainable.ts'

// Public API

/** Tensors on the backend by the names of weights. */
export type Placed = ReadonlyMap<string, Tensor>

/** What a forward pass in training mode leaves behind, until it is disposed. */
export interface Pass {
  /** [n, units] for each output. */
  readonly outputs: Readonly<Record<string, Tensor>>
  /** The moving statistics as this batch moves them. */
  readonly moving: Placed
  /** From the gradient of the loss by each output to that by each parameter, which the caller disposes. Once. */
  backward(gradients: Readonly<Record<string, Tensor>>): Placed
  /** Frees all but what `backward` gave. */
  dispose(): void
}

/** A network in training, and the layers in it that stay as they are. */
export interface Learner {
  readonly net: Network
  readonly still: ReadonlySet<Node>
}

/** `random` gives the stream of random numbers of a name. */
export function forward(
  learner: Learner,
  placed: Placed,
  images: Tensor,
  random: (stream: string) => (i: number) => number,
): Pass {
  const { net, still } = learner
  const tape: Tape = { learner, placed, values: new Map(), kept: new Map(), moving: new Map(), gradients: new Map() }
  const { values, kept, moving } = tape
  try {
    for (const [i, node] of net.nodes.entries()) {
      const given = { node, images, random: random(`${node.kind} ${i}`), still: still.has(node) }
      const computed = freeing(() => compute(given, seen(tape, node)))
      values.set(node, computed.y)
      kept.set(node, computed.kept ?? [])
      const statistics = still.has(node) ? [] : weightsOf(node).filter((weight) => !isParameter(weight))
      for (const [j, { name }] of statistics.entries()) moving.set(name, computed.moving![j]!)
    }
  } catch (error) {
    free(tape)
    throw error
  }
  return {
    outputs: Object.fromEntries(Object.entries(net.outputs).map(([name, node]) => [name, values.get(node)!])),
    moving,
    backward: (from) => backward(tape, from),
    dispose: () => free(tape),
  }
}

// Implementation

/** What the way back needs of the way there. */
interface Tape {
  readonly learner: Learner
  readonly placed: Placed
  readonly values: Map<Node, Tensor>
  readonly kept: Map<Node, readonly Tensor[]>
  readonly moving: Map<string, Tensor>
  readonly gradients: Map<Node, Tensor>
}

function free({ values, kept, moving, gradients }: Tape): void {
  for (const tensors of [values, moving, gradients]) for (const tensor of tensors.values()) tensor.dispose()
  for (const tensors of kept.values()) for (const tensor of tensors) tensor.dispose()
}

const seen = ({ placed, values, kept }: Tape, node: Node): Omit<Seen<Kind>, 'wanted'> => ({
  inputs: node.inputs.map((input) => values.get(input)!),
  own: weightsOf(node).map(({ name }) => placed.get(name)!),
  y: values.get(node)!,
  kept: kept.get(node) ?? [],
  attrs: node.attrs,
  shapes: { input: (node.inputs[0] ?? node).shape, output: node.shape },
})

function backward(tape: Tape, from: Readonly<Record<string, Tensor>>): Placed {
  const { values, kept, gradients } = tape
  const { net, still } = tape.learner
  const result = new Map<string, Tensor>()
  try {
    for (const [name, node] of Object.entries(net.outputs)) collect(tape, node, from[name]!.clone())
    const trained = above(net, still)
    for (const node of net.nodes.toReversed()) {
      const dy = gradients.get(node)
      if (dy && trained.has(node)) {
        const wanted = node.inputs.length > 0 && trained.has(node.inputs[0]!)
        const found = freeing(() =>
          (trainables[node.kind] as Trainable<Kind>).backward(dy, { ...seen(tape, node), wanted }),
        )
        for (const [i, weight] of weightsOf(node).filter(isParameter).entries()) result.set(weight.name, found.own![i]!)
        for (const [i, input] of node.inputs.entries()) {
          const gradient = found.inputs[i]
          if (gradient && trained.has(input)) collect(tape, input, gradient)
          else gradient?.dispose()
        }
      }
      // Backwards, nobody reads a value or its gradient any more once its node has been passed.
      for (const tensor of [dy, values.get(node), ...(kept.get(node) ?? [])]) tensor?.dispose()
      for (const map of [gradients, values, kept]) map.delete(node)
    }
  } catch (error) {
    for (const tensor of result.values()) tensor.dispose()
    throw error
  }
  return result
}

/** A value that several nodes read gets the sum of their gradients. */
function collect({ gradients }: Tape, node: Node, gradient: Tensor): void {
  const before = gradients.get(node)
  gradients.set(node, before ? add(before, gradient) : gradient)
  if (before) for (const tensor of [before, gradient]) tensor.dispose()
}

/** tfjs's `tidy`, whose type knows plain objects only. */
const freeing = <T extends Computed | Gradients>(work: () => T): T =>
  tidy(work as unknown as () => TensorContainer) as unknown as T

interface Given {
  readonly node: Node
  readonly images: Tensor
  readonly random: (i: number) => number
  readonly still: boolean
}

function compute(
  { node, images, random, still }: Given,
  { inputs, own, attrs, shapes }: Omit<Seen<Kind>, 'wanted'>,
): Computed {
  const trainable = trainables[node.kind] as Trainable<Kind>
  if (still && trainable.still) return trainable.still(inputs, own, attrs)
  if (trainable.forward) return trainable.forward(inputs, own, attrs, { name: node.name ?? node.kind, shapes, random })
  return {
    y: (operations[node.kind] as Operation<Kind>).compute(
      node.kind === 'input' ? [images] : inputs,
      own,
      attrs,
      shapes,
    ),
  }
}

/**
 * Nodes whose value depends on a parameter that learns: none of the still ones, which all lie before those that learn.
 */
function above(net: Network, still: ReadonlySet<Node>): Set<Node> {
  const nodes = new Set<Node>()
  for (const node of net.nodes)
    if ((weightsOf(node).some(isParameter) && !still.has(node)) || node.inputs.some((input) => nodes.has(input)))
      nodes.add(node)
  return nodes
}
