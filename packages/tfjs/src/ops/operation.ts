import type { Tensor } from '@cnn/shapes'
import type { FeatureMap, Kind, Operations, Shape } from '@cnn/shapes'
import type * as tf from '@tensorflow/tfjs-core'

/** How one kind of node is computed with tfjs, on batches: feature maps are [n, h, w, c], vectors [n, units]. */
export interface Operation<K extends Kind> {
  /** Brings a layer's tensors into the layout of `compute`, on the backend; once for each network. */
  place?(own: (part: string) => Tensor | undefined, attrs: Operations[K], input: Shape): tf.Tensor[]
  compute(inputs: readonly tf.Tensor[], placed: readonly tf.Tensor[], attrs: Operations[K], shapes: Shapes): tf.Tensor
}

export interface Shapes {
  readonly input: Shape
  readonly output: Shape
}

export const asMap = (x: tf.Tensor | undefined): tf.Tensor4D => x as tf.Tensor4D
export const asVector = (x: tf.Tensor | undefined): tf.Tensor2D => x as tf.Tensor2D
export const mapShape = (shape: Shape): FeatureMap => shape as FeatureMap
