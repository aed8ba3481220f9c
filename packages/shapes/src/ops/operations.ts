/** @file Every operation with its attributes: types alone, so that importing it adds nothing to a bundle. */

import type { FeatureMap, Window } from '../shape.ts'
import type { Activation, FusedActivation } from './activations.ts'

type NoAttrs = Readonly<Record<string, never>>

/** What each operation is told beside its inputs. */
export interface Operations {
  input: InputAttrs
  conv: ConvAttrs
  dense: DenseAttrs
  batchNorm: BatchNormAttrs
  activation: ActivationAttrs
  maxPool: MaxPoolAttrs
  avgPool: AvgPoolAttrs
  adaptiveAvgPool: AdaptiveAvgPoolAttrs
  globalAveragePool: NoAttrs
  lrn: LrnAttrs
  dropout: DropoutAttrs
  flatten: NoAttrs
  add: NoAttrs
  concat: NoAttrs
  padChannels: PadChannelsAttrs
  pickChannels: PickChannelsAttrs
  scaleShift: NoAttrs
  rbf: RbfAttrs
}

/** The name of an operation. */
export type Kind = keyof Operations

/** Of an activation. */
export interface ActivationAttrs {
  readonly activation: Activation
}

/** Of an adaptive average pooling. */
export interface AdaptiveAvgPoolAttrs extends Window {
  /**
   * Of the result: [height, width]. The window is the largest of those that share the map out, and the stride is
   * rounded down.
   */
  readonly size: readonly [number, number]
}

/** Of an average pooling. */
export interface AvgPoolAttrs extends Window {
  readonly ceil: boolean
  /** Whether the padding counts in the divisor, as by default in PyTorch; never in TensorFlow. */
  readonly countPadding: boolean
}

/** Of a batch norm (Ioffe & Szegedy 2015). */
export interface BatchNormAttrs {
  /** Added to the variance before the root. */
  readonly epsilon: number
  /** Set by inference fusion: applied to the result. */
  readonly activation?: FusedActivation
}

/** Of a convolution. */
export interface ConvAttrs extends Window {
  readonly filters: number
  readonly groups: number
  readonly bias: boolean
  /** Set by inference fusion: applied to the result, after the bias. */
  readonly activation?: FusedActivation
}

/** Of a dense layer. */
export interface DenseAttrs {
  readonly units: number
  readonly bias: boolean
  /** Set by inference fusion: applied to the result, after the bias. */
  readonly activation?: FusedActivation
}

export interface DropoutAttrs {
  /** The share of elements that is set to zero in training. */
  readonly rate: number
}

export interface InputAttrs {
  readonly shape: FeatureMap
}

/** Of a response normalisation (Krizhevsky et al. 2012, section 3.3). */
export interface LrnAttrs {
  /** Channels in the sum, the own one in the middle. */
  readonly size: number
  readonly k: number
  /** Factor of the sum of squares; not divided by `size`, as in the paper (Caffe and PyTorch divide). */
  readonly alpha: number
  readonly beta: number
}

/** Of a max pooling. */
export interface MaxPoolAttrs extends Window {
  readonly ceil: boolean
}

/** Channels of zeros before and after those of the map. */
export interface PadChannelsAttrs {
  readonly before: number
  readonly after: number
}

/** The channels that are taken, by number. */
export interface PickChannelsAttrs {
  /** Positions among the channels of the input, in the order of the result. */
  readonly channels: readonly number[]
}

/** Of LeNet-5's output layer (LeCun et al. 1998, section II.B). */
export interface RbfAttrs {
  /** One fixed code for each unit: where its distance is 0. */
  readonly codes: readonly (readonly number[])[]
}
