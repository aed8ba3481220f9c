/** @file What training adds to an operation: its gradients, and what it does differently from inference. */

import type { Kind, Operations } from '@cnn/shapes'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Shapes } from '../../ops/operation.ts'

/** How one kind of node is trained, on batches: feature maps are [n, h, w, c], vectors [n, units]. */
export interface Trainable<K extends Kind> {
  /** Where it is not what inference computes. */
  forward?(inputs: readonly Tensor[], own: readonly Tensor[], attrs: Operations[K], context: Context): Computed
  /**
   * In a layer that stays as it is, where that is not what it computes in training; from its own tensors as they are
   * trained.
   */
  still?(inputs: readonly Tensor[], own: readonly Tensor[], attrs: Operations[K]): Computed
  /**
   * The gradient of the loss by each input, where it is wanted, and by each parameter, from `dy`, that by the value.
   */
  backward(dy: Tensor, seen: Seen<K>): Gradients
}

export interface Context {
  /** The layer's, for messages. */
  readonly name: string
  readonly shapes: Shapes
  /** A stream of random numbers of this node and step alone, from position to [0, 1). */
  readonly random: (i: number) => number
}

export interface Computed {
  readonly y: Tensor
  /** What the backward pass needs besides the inputs and the value. */
  readonly kept?: readonly Tensor[]
  /** Moving statistics to replace the last of the layer's own tensors. */
  readonly moving?: readonly Tensor[]
}

/** What the forward pass left behind. */
export interface Seen<K extends Kind> {
  readonly inputs: readonly Tensor[]
  /**
   * The layer's own tensors in TensorFlow's layout, in the order of its rule: kernel [height, width, in, out], matrix
   * [in, out].
   */
  readonly own: readonly Tensor[]
  readonly y: Tensor
  readonly kept: readonly Tensor[]
  readonly attrs: Operations[K]
  readonly shapes: Shapes
  /** Whether the first input's gradient is of use; nothing trains behind an image. */
  readonly wanted: boolean
}

export interface Gradients {
  /** One for each input; undefined where it is not wanted. */
  readonly inputs: readonly (Tensor | undefined)[]
  /** One for each parameter. */
  readonly own?: readonly Tensor[]
}
