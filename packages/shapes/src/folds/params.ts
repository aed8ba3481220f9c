import type { Network, Node } from '../graph.ts'
import { elements, isParameter, weightsOf } from '../weights.ts'

/** Trainable values: kernels, biases, and batch norm's scale and shift; never its moving statistics. */
export const params = (net: Network): number => net.nodes.reduce((sum, node) => sum + paramsOf(node), 0)

/** Trainable values of one layer. */
export const paramsOf = (node: Node): number =>
  weightsOf(node).reduce((sum, weight) => sum + (isParameter(weight) ? elements(weight.shape) : 0), 0)
