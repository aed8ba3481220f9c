/** @file Every kind of node with its gradients. A kind that is missing here does not compile. */

import type { Kind } from '@cnn/shapes'
import { clone } from '@tensorflow/tfjs-core'
import { activation } from './activation.ts'
import { batchNorm, scaleShift } from './batch-norm.ts'
import { concat, padChannels, pickChannels } from './channels.ts'
import { conv } from './conv.ts'
import { dense } from './dense.ts'
import { dropout } from './dropout.ts'
import { lrn } from './lrn.ts'
import { maxPool } from './max-pool.ts'
import { adaptiveAvgPool, avgPool } from './pool.ts'
import type { Trainable } from './trainable.ts'
import { flatten, globalAveragePool, rbf } from './vectors.ts'

export const trainables: { readonly [K in Kind]: Trainable<K> } = {
  input: { backward: () => ({ inputs: [] }) },
  conv,
  dense,
  batchNorm,
  maxPool,
  avgPool,
  adaptiveAvgPool,
  activation,
  scaleShift,
  padChannels,
  pickChannels,
  rbf,
  dropout,
  concat,
  globalAveragePool,
  lrn,
  flatten,
  add: { backward: (dy) => ({ inputs: [clone(dy), clone(dy)] }) },
}
