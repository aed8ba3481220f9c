import { checkWeights, labels, type FeatureMap, type Filled, type Node, type Shape, type Tensor } from '@cnn/shapes'
import { isPositive } from './positive.ts'

/** What there is to know of the node that is written. */
export interface Context {
  /** What its result is named; names that begin with it and a slash are its own too. */
  readonly name: string
  readonly input: Shape
  readonly output: Shape
  /** The input is never below zero. */
  readonly positive: boolean
  /** A tensor of the checkpoint, by its name within the layer. */
  readonly weight: (part: string) => Tensor
}

/**
 * Writes every node after its inputs; gives what `add` made of each. Throws WeightsError if the weights are not the
 * network's.
 */
export function writeNodes<Value>(
  { net, weights }: Filled,
  add: (node: Node, inputs: readonly Value[], context: Context) => Value,
): ReadonlyMap<Node, Value> {
  checkWeights(net, weights)
  const label = labels(net)
  const made = new Map<Node, Value>()
  const positive = new Set<Node>()
  for (const node of net.nodes) {
    const inputs = node.inputs.map((input) => made.get(input)!)
    const [first = node] = node.inputs
    const context = {
      name: label.get(node)!,
      input: first.shape,
      output: node.shape,
      positive: positive.has(first),
      weight: (part: string) => weights.get(`${node.name}.${part}`)!,
    }
    made.set(node, add(node, inputs, context))
    if (isPositive(node, positive)) positive.add(node)
  }
  return made
}

/** The shape of an input that the builder has checked to be a map. */
export const mapShape = (shape: Shape): FeatureMap => shape as FeatureMap
