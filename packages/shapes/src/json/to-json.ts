/** @file A network as JSON: what other languages read, such as the training script in PyTorch. */

import type { Network, Node } from '../graph.ts'
import type { Shape } from '../shape.ts'

/** A node as plain data; `inputs` are numbers of nodes before it. */
export interface NodeJson {
  readonly kind: string
  readonly name?: string
  readonly attrs: Readonly<Record<string, unknown>>
  /** Positions in `nodes`, all of them before this node's own. */
  readonly inputs: readonly number[]
  readonly shape: Shape
}

/** A network as plain data. */
export interface NetworkJson {
  readonly format: 'cnn-graph'
  readonly version: 1
  readonly name: string
  readonly nodes: readonly NodeJson[]
  readonly outputs: Readonly<Record<string, number>>
}

/** The network as plain data; `fromJSON` reads it. */
export function toJSON(net: Network): NetworkJson {
  const position = new Map<Node, number>(net.nodes.map((node, i) => [node, i]))
  return {
    format: 'cnn-graph',
    version: 1,
    name: net.name,
    nodes: net.nodes.map((node) => ({
      kind: node.kind,
      ...(node.name !== undefined && { name: node.name }),
      attrs: { ...node.attrs } as Record<string, unknown>,
      inputs: node.inputs.map((input) => position.get(input)!),
      shape: node.shape,
    })),
    outputs: Object.fromEntries(Object.entries(net.outputs).map(([name, node]) => [name, position.get(node)!])),
  }
}
