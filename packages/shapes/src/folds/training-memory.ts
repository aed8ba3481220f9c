import type { Network, Node } from '../graph.ts'
import { ShapeError } from '../shape.ts'
import { whole } from '../check.ts'
import { bytesPerElement, type MemoryOptions } from './memory.ts'
import { params } from './params.ts'
import { elements, isParameter, weights } from '../weights.ts'

// Public API

/** What training keeps beside weights and gradients depends on it. */
export type Optimiser = 'sgd' | 'momentum' | 'adam'

/** How the network is trained. */
export interface TrainingOptions extends MemoryOptions {
  /** Images in a step. */
  readonly batch?: number
  readonly optimiser?: Optimiser
}

/** In bytes, for one step. */
export interface TrainingMemory {
  readonly parameters: number
  /** Batch norm's moving statistics. */
  readonly statistics: number
  /** One for every parameter. */
  readonly gradients: number
  /**
   * What the optimiser keeps for every parameter: nothing for SGD, a velocity for momentum, two moments for Adam
   * (Kingma & Ba 2014).
   */
  readonly optimiser: number
  /** Every value of the graph, kept for the backward pass, for the whole batch. */
  readonly activations: number
  /**
   * The most that activations and their gradients take together: backwards, each is freed when its node has been
   * passed.
   */
  readonly peak: number
  /** Parameters, statistics, gradients, optimiser and `peak`. */
  readonly total: number
}

/**
 * What one training step takes at least, if nothing is computed twice, in place or fused. Not counted: what the
 * framework needs besides, such as the workspace of convolutions and the masks of dropout. Every tensor is of one type;
 * mixed precision keeps more. Throws ShapeError for a batch that is no whole number, and for an optimiser that is not
 * known.
 */
export function trainingMemory(
  net: Network,
  { batch = 1, optimiser = 'momentum', ...options }: TrainingOptions = {},
): TrainingMemory {
  const bytes = bytesPerElement(options)
  whole(batch, 'batch', 1)
  if (!Object.hasOwn(states, optimiser))
    throw new ShapeError(`unknown optimiser '${optimiser}'; known are ${Object.keys(states).join(', ')}`)
  const parameters = params(net) * bytes
  const moving = weights(net).filter((weight) => !isParameter(weight))
  const statistics = moving.reduce((sum, { shape }) => sum + elements(shape), 0) * bytes
  const [activations, peak] = backwards(net).map((count) => count * batch * bytes) as [number, number]
  const state = parameters * states[optimiser]
  return {
    parameters,
    statistics,
    gradients: parameters,
    optimiser: state,
    activations,
    peak,
    total: parameters + statistics + parameters + state + peak,
  }
}

// Implementation

const states: Readonly<Record<Optimiser, number>> = { sgd: 0, momentum: 1, adam: 2 }

/**
 * Elements of all activations, and the most of them and of their gradients that are alive at once. The image needs no
 * gradient.
 */
function backwards(net: Network): [all: number, peak: number] {
  const size = (node: Node) => elements(node.shape)
  const all = net.nodes.reduce((sum, node) => sum + size(node), 0)
  const gradients = new Set<Node>(Object.values(net.outputs))
  let alive = all + [...gradients].reduce((sum, node) => sum + size(node), 0)
  let peak = alive
  for (const node of net.nodes.toReversed()) {
    for (const input of node.inputs) {
      if (input.kind === 'input' || gradients.has(input)) continue
      gradients.add(input)
      alive += size(input)
    }
    peak = Math.max(peak, alive)
    // Nobody reads the value or its gradient any more: all of its readers have been passed.
    alive -= size(node) + (gradients.has(node) ? size(node) : 0)
  }
  return [all, peak]
}
