import type { Network, Node } from '../graph.ts'
import type { Shape } from '../shape.ts'
import type { Kind } from '../ops/operations.ts'
import { macsOf } from './macs.ts'
import { paramsOf } from './params.ts'

/** One row of a summary. */
export interface Layer {
  readonly name: string
  readonly kind: Kind
  readonly output: Shape
  readonly parameters: number
  readonly macs: number
}

/** One row a node, in the order of computation. */
export function summary(net: Network): Layer[] {
  const label = labels(net)
  return net.nodes.map((node) => ({
    name: label.get(node)!,
    kind: node.kind,
    output: node.shape,
    parameters: paramsOf(node),
    macs: macsOf(node),
  }))
}

/** A name for every node: its own, or its kind with a number, `maxPool2`. */
export function labels(net: Network): Map<Node, string> {
  const taken = new Set(net.nodes.map((node) => node.name))
  const count = new Map<Kind, number>()
  const labelled = new Map<Node, string>()
  for (const node of net.nodes) {
    let label = node.name
    while (label === undefined) {
      const next = (count.get(node.kind) ?? 0) + 1
      count.set(node.kind, next)
      if (!taken.has(`${node.kind}${next}`)) label = `${node.kind}${next}`
    }
    labelled.set(node, label)
  }
  return labelled
}
