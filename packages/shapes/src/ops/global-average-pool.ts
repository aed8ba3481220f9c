import { apply, ShapeError, type FeatureMap, type Node, type Rule, type Vector } from '../graph.ts'

export const globalAveragePoolRule: Rule<'globalAveragePool'> = {
  kind: 'globalAveragePool',
  shape: (_, [x]) => {
    if (x!.length !== 3) throw new ShapeError('global average pooling takes a feature map [height, width, channels]')
    return [x![2]]
  },
}

/** Mean of each channel (Lin et al. 2013, 3.2): [h, w, c] to [c]. */
export const globalAveragePool = (x: Node<FeatureMap>): Node<Vector> => apply(globalAveragePoolRule, {}, [x])
