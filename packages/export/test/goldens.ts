/** @file The networks that have PyTorch's logits at a small size, as @cnn/tfjs is held to, with hashed weights. */

import { fuse, type Filled } from '@cnn/shapes'
import { hashedWeights } from '@cnn/weights'
import { buildGolden, goldens, titled, type Golden } from '../../tfjs/test/goldens.ts'

export const small = titled(goldens.filter(({ where }) => where !== 'paper'))
export const families = titled(goldens.filter(({ where }) => where === 'family'))

/** Batch norm folded, or the network as it is. */
export function filledGolden(golden: Golden, folded: boolean): Filled {
  const net = buildGolden(golden)
  const filled = { net, weights: hashedWeights(net, golden) }
  return folded ? fuse(filled) : filled
}
