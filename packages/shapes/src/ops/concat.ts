import { featureMap } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type FeatureMap } from '../shape.ts'

export const concatRule: Rule<'concat'> = {
  kind: 'concat',
  shape: (_, shapes) => {
    const maps = shapes.map(featureMap)
    const [first, ...rest] = maps
    if (!first) throw new ShapeError('there is nothing to concatenate')
    if (rest.some((map) => map[0] !== first[0] || map[1] !== first[1]))
      throw new ShapeError('only maps of one height and width can be concatenated along their channels')
    return [first[0], first[1], maps.reduce((sum, map) => sum + map[2], 0)]
  },
}

/** Along the channels: [h, w, a], [h, w, b], … to [h, w, a + b + …]. */
export const concat = (maps: readonly Node<FeatureMap>[]): Node<FeatureMap> => apply(concatRule, {}, maps)
