import type { Network, Node } from '@cnn/shapes'

/** The nodes that read each value, in order. An output has a reader outside of the network besides, which is no node: undefined. */
export type Readers = ReadonlyMap<Node, readonly (Node | undefined)[]>

export function readersOf(net: Network): Readers {
  const readers = new Map<Node, (Node | undefined)[]>(net.nodes.map((node) => [node, []]))
  for (const node of net.nodes) for (const input of new Set(node.inputs)) readers.get(input)!.push(node)
  for (const output of Object.values(net.outputs)) readers.get(output)!.push(undefined)
  return readers
}
