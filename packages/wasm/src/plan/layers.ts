/**
 * @file What a network computes after fusion: fewer and larger layers than it has nodes, on values that all are maps (a
 * vector is one pixel).
 */

import type { Activation, Window } from '@cnn/shapes'

/** A value between two layers. Two are the same if they are the same object. */
export interface Value {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/**
 * A factor and a term for each channel, from the weights of a batch norm or of a `scaleShift` (no ε), and perhaps a
 * ReLU.
 */
export interface Affine {
  readonly name: string
  readonly epsilon?: number
  readonly relu: boolean
}

/** Also a dense layer, which is a convolution as large as the map. */
export interface ConvLayer {
  readonly kind: 'conv'
  readonly name: string
  readonly input: Value
  readonly output: Value
  readonly window: Window
  readonly groups: number
  readonly bias: boolean
  /** Applied to the pixels before they are used. */
  readonly scaled?: Affine
  /** A batch norm folded into the weights. */
  readonly norm?: Affine
  /** Added to the result before the ReLU. */
  readonly residual?: Value
  readonly relu: boolean
}

export interface PoolLayer {
  readonly kind: 'pool'
  readonly input: Value
  readonly output: Value
  readonly window: Window
  readonly reduce: 'max' | 'mean' | 'adaptiveMean'
  readonly countPadding: boolean
}

export interface AffineLayer {
  readonly kind: 'affine'
  readonly input: Value
  readonly output: Value
  readonly affine: Affine
}

export interface AddLayer {
  readonly kind: 'add'
  readonly input: Value
  readonly other: Value
  readonly output: Value
  readonly relu: boolean
}

export interface LrnLayer {
  readonly kind: 'lrn'
  readonly input: Value
  readonly output: Value
  readonly size: number
  readonly k: number
  readonly alpha: number
  readonly beta: number
}

export interface RbfLayer {
  readonly kind: 'rbf'
  readonly input: Value
  readonly output: Value
  readonly codes: readonly (readonly number[])[]
}

export interface ActivationLayer {
  readonly kind: 'activation'
  readonly input: Value
  readonly output: Value
  readonly activation: Activation
}

export interface FlattenLayer {
  readonly kind: 'flatten'
  readonly input: Value
  readonly output: Value
}

/** Channels from other values, side by side; zeros where there is no input. */
export interface CopyLayer {
  readonly kind: 'copy'
  readonly output: Value
  readonly parts: readonly CopyPart[]
}

export interface CopyPart {
  readonly input?: Value
  /** First channel of the input, first of the output, and how many. */
  readonly from: number
  readonly to: number
  readonly count: number
}

export interface ConcatLayer {
  readonly kind: 'concat'
  readonly inputs: readonly Value[]
  readonly output: Value
}

export type Layer =
  | ConvLayer
  | PoolLayer
  | AffineLayer
  | AddLayer
  | LrnLayer
  | RbfLayer
  | ActivationLayer
  | FlattenLayer
  | CopyLayer
  | ConcatLayer

export interface Lowered {
  readonly layers: readonly Layer[]
  readonly input: Value
  readonly outputs: Readonly<Record<string, Value>>
}
