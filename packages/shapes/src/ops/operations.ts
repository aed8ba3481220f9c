/** @file Every operation with its attributes: types alone, so that importing it adds nothing to a bundle. */

import type { ActivationAttrs } from './activation.ts'
import type { AdaptiveAvgPoolAttrs } from './adaptive-avg-pool.ts'
import type { AvgPoolAttrs } from './avg-pool.ts'
import type { BatchNormAttrs } from './batch-norm.ts'
import type { ConvAttrs } from './conv.ts'
import type { DenseAttrs } from './dense.ts'
import type { DropoutAttrs } from './dropout.ts'
import type { InputAttrs } from './input.ts'
import type { LrnAttrs } from './lrn.ts'
import type { MaxPoolAttrs } from './max-pool.ts'
import type { PadChannelsAttrs } from './pad-channels.ts'
import type { PickChannelsAttrs } from './pick-channels.ts'
import type { RbfAttrs } from './rbf.ts'

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
