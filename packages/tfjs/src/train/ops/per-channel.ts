/** @file Sums over all but the channels, and back: each is one pass over the data on every backend. */

import {
  avgPool,
  fused,
  mul,
  reshape,
  sum,
  zeros,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'

// Public API

/** Values of each channel: [n, h, w, c] and [n, c] alike. */
export const perChannel = (x: Tensor): number => x.size / x.shape.at(-1)!

/** Sum of each channel, [c]. As an average pooling, since WASM's own sum transposes the whole map first. */
export function channelSum(x: Tensor): Tensor1D {
  const channels = x.shape.at(-1)!
  if (x.rank === 2) return sum<Tensor1D>(x, 0)
  const area = x.shape[1]! * x.shape[2]!
  const map = reshape<Rank.R4>(x, [-1, area, 1, channels])
  return mul(sum(reshape(avgPool(map, [area, 1], 1, 'valid'), [-1, channels]), 0), area)
}

/** x · factor + term, channel by channel. */
export function scaled(x: Tensor, factor: Tensor, term?: Tensor): Tensor {
  const channels = x.shape.at(-1)!
  const filter = reshape<Rank.R4>(factor, [1, 1, channels, 1])
  const bias = (term ?? zeros([channels])) as Tensor1D
  return reshape(fused.depthwiseConv2d({ x: asMap(x), filter, bias, strides: 1, pad: 'valid' }), x.shape)
}

// Implementation

const asMap = (x: Tensor): Tensor4D => (x.rank === 4 ? (x as Tensor4D) : reshape(x, [-1, 1, 1, x.shape[1]!]))
