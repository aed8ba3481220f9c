import type { ConvOptions, FeatureMap, Node } from '@cnn/shapes'

/** What blocks take and give: a feature map [height, width, channels]. */
export type Map3 = Node<FeatureMap>

/** A convolution with what comes with it, such as `convRelu` or `basicConv`; `name` is that of its layer or layers. */
export type Convolution = (x: Map3, name: string, options: ConvOptions) => Map3
