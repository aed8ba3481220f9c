import type { Network, Node } from './graph.ts'
import { params } from './params.ts'
import { elements } from './weights.ts'

/** In bytes, for one image. */
export interface Memory {
  readonly parameters: number
  /** Every value of the graph together, as training keeps them. */
  readonly activations: number
  /** The most that is alive at once when each value is freed after its last use; parameters not included. */
  readonly peak: number
}

/** Memory of a network whose elements take `bytes` each (4 for float32). */
export function memory(net: Network, { bytes = 4 }: { readonly bytes?: number } = {}): Memory {
  const size = (node: Node) => elements(node.shape) * bytes
  const last = lastUses(net)
  let alive = 0
  let peak = 0
  for (const node of net.nodes) {
    alive += size(node)
    peak = Math.max(peak, alive)
    for (const value of new Set(node.inputs)) if (last.get(value) === node) alive -= size(value)
  }
  return { parameters: params(net) * bytes, activations: net.nodes.reduce((sum, node) => sum + size(node), 0), peak }
}

/** The last node that reads each value; outputs are read by nobody and stay. */
export function lastUses(net: Network): Map<Node, Node> {
  const outputs = new Set(Object.values(net.outputs))
  const last = new Map<Node, Node>()
  for (const node of net.nodes) for (const input of node.inputs) if (!outputs.has(input)) last.set(input, node)
  return last
}
