/** @file Every operation with its attributes: types alone, so that importing it adds nothing to a bundle. */

import type { FeatureMap, Window } from '../shape.ts'
import type { Activation, FusedActivation } from './activations.ts'

type NoAttrs = Readonly<Record<string, never>>

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

export type Kind = keyof Operations

export interface ActivationAttrs {
  readonly activation: Activation
}

export interface AdaptiveAvgPoolAttrs extends Window {
  /**
   * Of the result: [height, width]. The window is the largest of those that share the map out, and the stride is
   * rounded down.
   */
  readonly size: readonly [number, number]
}

export interface AvgPoolAttrs extends Window {
  readonly ceil: boolean
  /** Whether the padding counts in the divisor, as by default in PyTorch; never in TensorFlow. */
  readonly countPadding: boolean
}

export interface BatchNormAttrs {
  /** Added to the variance before the root. */
  readonly epsilon: number
  /** Set by inference fusion: applied to the result. */
  readonly activation?: FusedActivation
}

export interface ConvAttrs extends Window {
  readonly filters: number
  readonly groups: number
  readonly bias: boolean
  /** Set by inference fusion: applied to the result, after the bias. */
  readonly activation?: FusedActivation
}

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

export interface LrnAttrs {
  /** Channels in the sum, the own one in the middle. */
  readonly size: number
  readonly k: number
  /** Factor of the sum of squares; not divided by `size`, as in the paper (Caffe and PyTorch divide). */
  readonly alpha: number
  readonly beta: number
}

export interface MaxPoolAttrs extends Window {
  readonly ceil: boolean
}

export interface PadChannelsAttrs {
  readonly before: number
  readonly after: number
}

export interface PickChannelsAttrs {
  /** Positions among the channels of the input, in the order of the result. */
  readonly channels: readonly number[]
}

export interface RbfAttrs {
  /** One fixed code for each unit: where its distance is 0. */
  readonly codes: readonly (readonly number[])[]
}
