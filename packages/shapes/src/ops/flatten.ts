import { featureMap } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import type { FeatureMap, Vector } from '../shape.ts'

export const flattenRule: Rule<'flatten'> = {
  kind: 'flatten',
  shape: (_, [x]) => [featureMap(x).reduce((a, b) => a * b, 1)],
}

/** A feature map as a vector, channel by channel as in PyTorch (not pixel by pixel): [h, w, c] to [c · h · w]. */
export const flatten = (x: Node<FeatureMap>): Node<Vector> => apply(flattenRule, {}, [x])
