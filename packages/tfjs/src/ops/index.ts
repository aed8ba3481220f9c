/** @file Every kind of node with the tfjs operations that compute it. A kind that is missing here does not compile. */

import {
  add as tfAdd,
  clone,
  concat as tfConcat,
  localResponseNormalization,
  mean,
  reshape,
  transpose,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import type { Kind } from '@cnn/shapes'
import { activation } from './activation.ts'
import { batchNorm, scaleShift } from './batch-norm.ts'
import { padChannels, pickChannels } from './channels.ts'
import { conv } from './conv.ts'
import { dense } from './dense.ts'
import { asMap, type Operation } from './operation.ts'
import { adaptiveAvgPool, avgPool, maxPool } from './pool.ts'
import { rbf } from './rbf.ts'

export const operations: { readonly [K in Kind]: Operation<K> } = {
  input: { compute: ([x]) => clone(x!) },
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
  dropout: { compute: ([x]) => clone(x!) },
  add: { compute: ([x, y]) => tfAdd(x!, y!) },
  concat: { compute: (maps) => tfConcat([...maps] as Tensor4D[], 3) },
  globalAveragePool: { compute: ([x]) => mean(x!, [1, 2]) },
  lrn: {
    compute: ([x], _, { size, k, alpha, beta }) => localResponseNormalization(asMap(x), (size - 1) / 2, k, alpha, beta),
  },
  // Channel by channel, as in PyTorch, where tfjs has pixel by pixel.
  flatten: { compute: ([x], _, __, { output }) => reshape(transpose(asMap(x), [0, 3, 1, 2]), [-1, output[0]]) },
}
