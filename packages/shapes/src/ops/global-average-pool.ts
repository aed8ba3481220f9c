import { featureMap } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import type { FeatureMap, Vector } from '../shape.ts'

export const globalAveragePoolRule: Rule<'globalAveragePool'> = {
  kind: 'globalAveragePool',
  shape: (_, [x]) => [featureMap(x)[2]],
}

/** Mean of each channel (Lin et al. 2013, 3.2): [h, w, c] to [c]. */
export const globalAveragePool = (x: Node<FeatureMap>): Node<Vector> => apply(globalAveragePoolRule, {}, [x])
