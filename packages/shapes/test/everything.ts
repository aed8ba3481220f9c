/** @file A network that holds every operation, with options that are not the defaults. */

import {
  adaptiveAvgPool,
  add,
  avgPool,
  batchNorm,
  concat,
  conv,
  dense,
  dropout,
  flatten,
  globalAveragePool,
  input,
  lrn,
  maxPool,
  network,
  padChannels,
  pickChannels,
  rbf,
  relu,
  scaledTanh,
  scaleShift,
  sigmoid,
  tanh,
} from '../src/index.ts'

const x = input([9, 9, 4])
const a = batchNorm(
  conv(x, 'a', { filters: 4, kernel: 3, stride: 2, pad: [0, 1, 2, 1], groups: 2, bias: false }),
  'bn',
  { epsilon: 1e-3 },
)
const b = avgPool(maxPool(lrn(x, { size: 3, k: 1 }), { kernel: 2, stride: 2, ceil: true }), {
  kernel: 1,
  countPadding: false,
})
const sum = add(a, b)
const joined = concat([relu(sum), padChannels(sum, { before: 1, after: 2 })])
const fused = conv(joined, 'fused', { filters: 6, kernel: [1, 3], dilation: [1, 2], activation: 'relu' })

export const everything = network('everything', {
  logits: dense(dropout(flatten(fused), { rate: 0.3 }), 'fc', { units: 3 }),
  features: globalAveragePool(joined),
  codes: rbf(
    tanh(sigmoid(globalAveragePool(scaledTanh(scaleShift(pickChannels(joined, { channels: [3, 0] }), 's'))))),
    {
      codes: [
        [1, -1],
        [0.5, 0],
      ],
    },
  ),
  pooled: adaptiveAvgPool(joined, { size: [2, 3] }),
})
