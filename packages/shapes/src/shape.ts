/** @file Shapes, which leave the batch out: a feature map is [height, width, channels], a vector [units]. */

import { CnnError } from './cnn-error.ts'
import { printable } from './text/printable.ts'

/** Shape of a feature map, channels last. */
export type FeatureMap = readonly [height: number, width: number, channels: number]
/** Shape of a vector. */
export type Vector = readonly [units: number]
/** Shape of one value, without the batch. */
export type Shape = FeatureMap | Vector

/** How far a sliding window reaches, per axis [height, width]; `pad` is [top, right, bottom, left]. */
export interface Window {
  readonly kernel: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly dilation: readonly [number, number]
  readonly pad: readonly [number, number, number, number]
}

/** A shape or an option that does not fit, with the layer that it was given to. */
export class ShapeError extends CnnError {
  override name = 'ShapeError'

  constructor(message = '') {
    super(printable(message, 4000))
  }
}

/** A shape as people write it: `56×56×64`. */
export const formatShape = (shape: Shape | readonly number[]): string => shape.join('×')
