/** @file LeNet-5 (LeCun et al. 1998, section II.B and figure 2). */

import { sparseConv, subsampling } from '@cnn/blocks'
import { conv, dense, flatten, network, rbf, scaledTanh, ShapeError } from '@cnn/shapes'
import { digitCodes } from './lenet5-codes.ts'
import { imageInput } from './image-input.ts'
import type { Build, BuildOptions } from './options.ts'

/** Of LeNet-5. */
export interface LeNet5Options extends BuildOptions {
  /**
   * `rbf`: distances from fixed codes, which own no parameters: 60,000 in all. `dense`: 85 parameters for each class.
   * Unless told, `rbf` where there is a code for each class: for ten classes, the digits, or with `codes`; else
   * `dense`.
   */
  readonly output?: 'rbf' | 'dense'
  /** For each class the 84 numbers, mostly ±1, that F6 should give; those of the ten digits if absent. */
  readonly codes?: readonly (readonly number[])[]
}

/**
 * Trained subsampling, a C3 that sees some of S2's maps, and 1.7159 tanh(⅔ x) after every layer up to F6, subsampling
 * included, whose squashing the paper calls "sigmoidal" only. C5 is a convolution over all that is left of the map.
 */
export const lenet5: Build<LeNet5Options> = ({
  codes,
  classes = codes?.length ?? 10,
  size = 32,
  channels = 1,
  output = codes || classes === 10 ? 'rbf' : 'dense',
} = {}) => {
  let x = scaledTanh(conv(imageInput(size, channels), 'conv1', { filters: 6, kernel: 5 }))
  x = subsampling(x, 'pool2')
  x = scaledTanh(sparseConv(x, 'conv3', { table, kernel: 5 }))
  x = subsampling(x, 'pool4')
  const [height, width] = x.shape
  const c5 = flatten(scaledTanh(conv(x, 'conv5', { filters: 120, kernel: [height, width] })))
  const f6 = scaledTanh(dense(c5, 'fc6', { units: 84 }))
  if (output === 'dense') return network('lenet5', { logits: dense(f6, 'output', { units: classes }) })
  const known = codes ?? digitCodes()
  if (known.length !== classes)
    throw new ShapeError(
      `lenet5 has codes for ${known.length} classes, not ${classes}; give a code for each, or output: 'dense'`,
    )
  return network('lenet5', { logits: rbf(f6, { codes: known }) })
}

/** Table I: the maps of S2 that each map of C3 sees. */
const table = [
  [0, 1, 2],
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 5],
  [0, 4, 5],
  [0, 1, 5],
  [0, 1, 2, 3],
  [1, 2, 3, 4],
  [2, 3, 4, 5],
  [0, 3, 4, 5],
  [0, 1, 4, 5],
  [0, 1, 2, 5],
  [0, 1, 3, 4],
  [1, 2, 4, 5],
  [0, 2, 3, 5],
  [0, 1, 2, 3, 4, 5],
]
