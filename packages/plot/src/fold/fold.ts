/**
 * @file Finds the blocks of a network in its graph: what lies between one node that all paths pass and the next such
 * node is a block, be it residual, inception or dense. Names only give it a heading. Equal neighbours become one, with
 * their number.
 */

import { readersOf, type Network, type Node, type Readers } from '@cnn/shapes'
import { group } from './group.ts'
import { passedByAll } from './passed-by-all.ts'

// Public API

/** One card of the folded picture. */
export interface Fold {
  /** Whether paths part and meet within it; else it is a layer with what goes with it. */
  readonly block: boolean
  /** 0 on the way to the logits, or else to the first output; from 1 on, the heads beside it. */
  readonly lane: number
  /** The nodes of each of the equal ones, in order. */
  readonly copies: readonly (readonly Node[])[]
}

/** Every node of the network in exactly one fold: the main path in order, then each head on its own. */
export function fold(net: Network): Fold[] {
  const readers = readersOf(net)
  return lanesOf(net).flatMap((nodes, lane) =>
    lane === 0 ? merge(mainPath(nodes, readers), readers) : [{ block: nodes.length > 1, lane, copies: [nodes] }],
  )
}

/** The same without folding: each layer with what goes with it. */
export function unfold(net: Network): Fold[] {
  const readers = readersOf(net)
  return lanesOf(net).flatMap((nodes, lane) =>
    group(nodes, readers).map((together): Fold => ({ block: false, lane, copies: [together] })),
  )
}

// Implementation

/** The nodes that the main output needs, and what each further output needs besides, all in order. */
function lanesOf(net: Network): Node[][] {
  const outputs = Object.values(net.outputs)
  const main = net.outputs['logits'] ?? outputs[0]!
  const taken = new Set<Node>()
  const lanes: Node[][] = []
  for (const output of [main, ...outputs]) {
    const own = ancestors(output, taken)
    if (own.size > 0) lanes.push(net.nodes.filter((node) => own.has(node)))
    for (const node of own) taken.add(node)
  }
  return lanes
}

/** A node and all that it comes from, up to the nodes that are known. */
function ancestors(node: Node, known: ReadonlySet<Node>): Set<Node> {
  const found = new Set<Node>()
  const stack = [node]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (found.has(next) || known.has(next)) continue
    found.add(next)
    stack.push(...next.inputs)
  }
  return found
}

function mainPath(path: readonly Node[], readers: Readers): Fold[] {
  const folds: Fold[] = []
  let chain: Node[] = []
  const flush = () => {
    for (const nodes of group(chain, readers)) folds.push({ block: false, lane: 0, copies: [nodes] })
    chain = []
  }
  for (const stretch of stretches(path)) {
    const [node] = stretch as [Node]
    const last = chain.length === 0 ? folds.at(-1) : undefined
    if (stretch.length > 1) {
      flush()
      folds.push({ block: true, lane: 0, copies: [stretch] })
    } else if (last?.block && node.kind === 'activation' && readers.get(node.inputs[0]!)!.length === 1) {
      // The ReLU after the sum of a residual block is the block's.
      folds[folds.length - 1] = { ...last, copies: [[...last.copies[0]!, node]] }
    } else chain.push(node)
  }
  flush()
  return folds
}

/** The path cut after every node that all ways from the first to the last pass. */
function stretches(path: readonly Node[]): Node[][] {
  const position = new Map(path.map((node, i) => [node, i]))
  const passed = passedByAll(
    path.length,
    path.flatMap(({ inputs }, i) => inputs.map((input) => [position.get(input)!, i] as const)),
  )
  const found: Node[][] = []
  let open: Node[] = []
  for (const [i, node] of path.entries()) {
    open.push(node)
    if (!passed[i]) continue
    found.push(open)
    open = []
  }
  return found
}

/** Neighbours that compute the same become one, unless the result of one is read by others than the next. */
function merge(folds: readonly Fold[], readers: Readers): Fold[] {
  const merged: Fold[] = []
  let before = ''
  for (const next of folds) {
    const [nodes] = next.copies as [readonly Node[]]
    const signature = sign(nodes)
    const last = merged.at(-1)
    const own = last && readers.get(last.copies.at(-1)!.at(-1)!)!.every((reader) => reader && nodes.includes(reader))
    if (own && signature === before) merged[merged.length - 1] = { ...last, copies: [...last.copies, nodes] }
    else merged.push(next)
    before = signature
  }
  return merged
}

/** All that a fold computes, without its names. */
function sign(nodes: readonly Node[]): string {
  const position = new Map(nodes.map((node, i) => [node, i]))
  return JSON.stringify(
    nodes.map(({ kind, attrs, inputs, shape }) => [
      kind,
      attrs,
      shape,
      inputs.map((input) => position.get(input) ?? input.shape),
    ]),
  )
}
