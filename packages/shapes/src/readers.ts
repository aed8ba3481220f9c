/** @file Who reads what: the arrows of a graph the other way round. */

import type { Network, Node } from './graph.ts'

/**
 * The nodes that read each value, in order and as often as they read it. An output has a reader outside of the network
 * besides, which is no node: undefined.
 */
export type Readers = ReadonlyMap<Node, readonly (Node | undefined)[]>

/** For every node the nodes that read it. */
export function readersOf(net: Network): Readers {
  const readers = new Map<Node, (Node | undefined)[]>(net.nodes.map((node) => [node, []]))
  for (const node of net.nodes) for (const input of node.inputs) readers.get(input)!.push(node)
  for (const output of Object.values(net.outputs)) readers.get(output)!.push(undefined)
  return readers
}
