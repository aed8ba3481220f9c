import { apply, type FeatureMap, type Node, type Rule } from '../graph.ts'
import { whole } from '../window.ts'

export interface PadChannelsAttrs {
  readonly before: number
  readonly after: number
}

export const padChannelsRule: Rule<'padChannels'> = {
  kind: 'padChannels',
  shape: ({ before, after }, [x]) => {
    const [height, width, channels] = x as FeatureMap
    return [height, width, whole(before, 'before', 0) + channels + whole(after, 'after', 0)]
  },
}

/** Channels of zeros at either end, the parameter-free shortcut (He et al. 2015, option A): [h, w, c] to [h, w, before + c + after]. */
export const padChannels = (x: Node<FeatureMap>, attrs: PadChannelsAttrs): Node<FeatureMap> => apply(padChannelsRule, attrs, [x])
