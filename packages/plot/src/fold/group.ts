/** @file Groups nodes that share a card: a layer with what goes with it. */

import type { Kind, Node, Readers } from '@cnn/shapes'

// Public API

/**
 * Groups of nodes, each reading the one before it: convolution, batch norm and ReLU, or, pre-activated, the other way
 * round.
 */
export function group(nodes: readonly Node[], readers: Readers): (readonly Node[])[] {
  const groups = new Map<Node, Node[]>()
  for (const node of nodes) {
    const [before, ...others] = node.inputs
    const open = before && others.length === 0 && readers.get(before)!.length === 1 ? groups.get(before) : undefined
    if (open && follows(node, open)) {
      open.push(node)
      groups.set(node, open)
    } else groups.set(node, [node])
  }
  return [...new Set(groups.values())]
}

// Implementation

const always: ReadonlySet<Kind> = new Set<Kind>(['activation', 'lrn', 'dropout', 'flatten', 'padChannels'])

function follows(node: Node, open: readonly Node[]): boolean {
  const first = open[0]!.kind
  if (always.has(node.kind)) return first !== 'input'
  if (node.kind === 'batchNorm') return first !== 'batchNorm' && ['conv', 'dense'].includes(open.at(-1)!.kind)
  return node.kind === 'conv' && first === 'batchNorm' && open.every(({ kind }) => kind !== 'conv')
}
