import { featureMap, whole } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import type { FeatureMap } from '../shape.ts'
import type { PadChannelsAttrs } from './operations.ts'

export const padChannelsRule: Rule<'padChannels'> = {
  kind: 'padChannels',
  shape: ({ before, after }, [x]) => {
    const [height, width, channels] = featureMap(x)
    return [height, width, whole(before, 'before', 0) + channels + whole(after, 'after', 0)]
  },
}

/**
 * Channels of zeros at either end, the parameter-free shortcut (He et al. 2015, option A): [h, w, c] to [h, w, before +
 * c + after].
 */
export const padChannels = (x: Node<FeatureMap>, { before, after }: PadChannelsAttrs): Node<FeatureMap> =>
  apply(padChannelsRule, { before, after }, [x])
