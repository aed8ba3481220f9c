import { featureMap } from '../check.ts'
import { apply, type FeatureMap, type Node, type Rule, type Vector } from '../graph.ts'

export const flattenRule: Rule<'flatten'> = { kind: 'flatten', shape: (_, [x]) => [featureMap(x).reduce((a, b) => a * b, 1)] }

/** A feature map as a vector, channel by channel as in PyTorch (not pixel by pixel): [h, w, c] to [c · h · w]. */
export const flatten = (x: Node<FeatureMap>): Node<Vector> => apply(flattenRule, {}, [x])
