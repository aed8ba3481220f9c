import type { Network, Node } from '../graph.ts'

/**
 * Multiply-accumulates for one image, counted as torchvision's model table does (which prints them as "GFLOPS"):
 * convolutions and dense layers alone, without biases.
 */
export const macs = (net: Network): number => net.nodes.reduce((sum, node) => sum + macsOf(node), 0)

/** Multiply-accumulates of one layer. */
export const macsOf = (node: Node): number =>
  node.rule.macs?.(
    node.attrs,
    node.inputs.map((input) => input.shape),
    node.shape,
  ) ?? 0
