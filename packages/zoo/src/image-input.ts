import { input, type FeatureMap, type Node } from '@cnn/shapes'

/** Height and width in pixels; one number where they are the same. */
export type ImageSize = number | readonly [height: number, width: number]

/** The image that a network begins with, [height, width, channels]. */
export const imageInput = (size: ImageSize, channels: number): Node<FeatureMap> => {
  const [height, width = height] = [size].flat() as [number, number?]
  return input([height, width, channels])
}
