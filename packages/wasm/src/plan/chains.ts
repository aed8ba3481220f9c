/**
 * @file Which nodes are computed together. A chain begins at a layer and goes on while its result has one reader that
 * can be computed in the same pass: batch norm is folded into the weights, a residual is added and a ReLU applied while
 * the sums are still in registers. A batch norm in front of a 1×1 convolution is applied to the pixels as they are
 * read. The mean of 2×2 pixels after a 1×1 convolution is taken before it, since both are linear: a quarter of the work
 * (DenseNet's transitions).
 */

import {
  readersOf,
  type ActivationAttrs,
  type AvgPoolAttrs,
  type BatchNormAttrs,
  type ConvAttrs,
  type Network,
  type Node,
  type Readers,
} from '@cnn/shapes'
import type { Affine } from './layers.ts'

// Public API

export interface Chain {
  readonly root: Node
  /** The last node, where the layer's value is complete. */
  end: Node
  norm?: Affine
  residual?: Node
  relu: boolean
  /** A mean that is taken before the root instead of after it. */
  pool?: Node
  /** Applied to the root's input, whose own input is then read. */
  scaled?: { readonly affine: Affine; readonly input: Node }
}

/** Chains by their last node, and the nodes inside of chains, which nothing else reads. Expects no dropout. */
export function findChains(net: Network): {
  readonly chains: ReadonlyMap<Node, Chain>
  readonly inside: ReadonlySet<Node>
} {
  const readers = readersOf(net)
  const chains = new Map<Node, Chain>()
  const inside = new Set<Node>()
  const scaled = new Map<Node, Chain>()
  const taken = new Set<Node>()
  for (const root of net.nodes) {
    if (taken.has(root) || !begins(root)) continue
    const chain = follow(root, readers, taken)
    const reader = alone(chain.end, readers)
    const before = scaled.get(root)
    if (before) chain.scaled = { affine: affineOf(before.root, before.relu), input: before.root.inputs[0]! }
    if (isAffine(root) && reader && isPointwise(reader) && !meanAfter(reader, readers)) {
      scaled.set(reader, chain)
      inside.add(chain.end)
    } else chains.set(chain.end, chain)
    for (let node = chain.end; node !== root; node = previous(node, chain)) inside.add(previous(node, chain))
  }
  return { chains, inside }
}

/** The factor and the term of a batch norm or a `scaleShift`. */
export const affineOf = (node: Node, relu: boolean): Affine => ({
  name: node.name!,
  ...(node.kind === 'batchNorm' && { epsilon: (node.attrs as BatchNormAttrs).epsilon }),
  relu: relu || activated(node),
})

// Implementation

const isAffine = (node: Node) => node.kind === 'batchNorm' || node.kind === 'scaleShift'
const isLinear = (node: Node) => node.kind === 'conv' || node.kind === 'dense'
const begins = (node: Node) => isLinear(node) || isAffine(node) || node.kind === 'add'
const activated = (node: Node) => 'activation' in node.attrs && node.kind !== 'activation'

/** A convolution whose pixels each see one pixel. */
function isPointwise(node: Node): boolean {
  if (node.kind !== 'conv') return false
  const { kernel, stride, pad, groups } = node.attrs as ConvAttrs
  return groups === 1 && [...kernel, ...stride].every((size) => size === 1) && pad.every((side) => side === 0)
}

/** A sum of two convolutions belongs to the one that comes first. */
function follow(root: Node, readers: Readers, taken: Set<Node>): Chain {
  const chain: Chain = { root, end: root, relu: activated(root) }
  while (!chain.relu) {
    const next = alone(chain.end, readers)
    if (!next || taken.has(next)) break
    if (next.kind === 'batchNorm' && isLinear(root) && !chain.norm && !chain.residual)
      chain.norm = affineOf(next, false)
    else if (next.kind === 'add' && isLinear(root) && !chain.residual)
      chain.residual = next.inputs.find((input) => input !== chain.end)!
    else if (next === meanAfter(chain.end, readers) && root === chain.end) chain.pool = next
    else if (!(next.kind === 'activation' && (next.attrs as ActivationAttrs).activation === 'relu')) break
    chain.relu = activated(next) || next.kind === 'activation'
    chain.end = next
    taken.add(next)
  }
  return chain
}

/** The node of a chain before `node`: a sum's other input is not in the chain. */
const previous = (node: Node, { residual }: Chain): Node => node.inputs.find((input) => input !== residual)!

/** A mean without overlap and padding, the only reader of a convolution that sees one pixel. */
function meanAfter(node: Node, readers: Readers): Node | undefined {
  const next = alone(node, readers)
  if (next?.kind !== 'avgPool' || !isPointwise(node) || activated(node)) return undefined
  const { kernel, stride, pad } = next.attrs as AvgPoolAttrs
  const [height, width] = node.shape
  const fits = kernel[0] === stride[0] && kernel[1] === stride[1] && pad.every((side) => side === 0)
  return fits && height >= next.shape[0] * stride[0] && width! >= next.shape[1]! * stride[1] ? next : undefined
}

/** The one node that reads a value; none if there are several or it is an output. */
function alone(node: Node, readers: Readers): Node | undefined {
  const [reader, ...more] = readers.get(node)!
  return more.length > 0 ? undefined : reader
}
