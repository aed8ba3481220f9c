import { featureMap } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type FeatureMap } from '../shape.ts'
import type { PickChannelsAttrs } from './operations.ts'

export const pickChannelsRule: Rule<'pickChannels'> = {
  kind: 'pickChannels',
  shape: ({ channels }, [x]) => {
    const [height, width, count] = featureMap(x)
    if (channels.length === 0) throw new ShapeError('no channel is picked')
    for (const channel of channels)
      if (!Number.isSafeInteger(channel) || channel < 0 || channel >= count)
        throw new ShapeError(`there is no channel ${channel}; there are 0 to ${count - 1}`)
    return [height, width, channels.length]
  },
}

/** Some of the channels: [h, w, c] to [h, w, channels.length]. */
export const pickChannels = (x: Node<FeatureMap>, { channels }: PickChannelsAttrs): Node<FeatureMap> =>
  apply(pickChannelsRule, { channels: Object.freeze([...channels]) }, [x])
