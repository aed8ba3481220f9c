/**
 * @file Inception-v3 (Szegedy et al. 2015, table 1), layers named as in torchvision. Like every program that has this
 * name it is the model that the authors published, which is not quite their table. The stem's fourth convolution is 1×1
 * and not 3×3, its fifth has no stride, and a pooling of stride 2 stands where the table has a sixth convolution. The
 * modules of figure 5 keep a branch of 5×5. Of figure 6 there are four and of figure 7 two, besides the two that halve
 * the map, which the table leaves out. The head's second kernel is 5×5.
 */

import {
  basicConv,
  inceptionV3A,
  inceptionV3Auxiliary,
  inceptionV3B,
  inceptionV3C,
  inceptionV3D,
  inceptionV3E,
  overlappingPool,
  widen,
  type Map3,
} from '@cnn/blocks'
import { dense, dropout, globalAveragePool, network } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, PadOptions } from './options.ts'

/** Of Inception-v3. */
export interface InceptionV3Options extends PadOptions {
  /** Whether `aux` is there, which needs images of 299² or more. */
  readonly heads?: boolean
  /** Whether the average poolings count their padding, as in torchvision; false for weights of TensorFlow and Keras. */
  readonly countPadding?: boolean
}

/** Outputs `logits`, and `aux` on the last map of 17×17. */
export const inceptionV3: Build<InceptionV3Options> = ({
  classes = 1000,
  size = 299,
  channels = 3,
  width = 1,
  stride = 2,
  pad = 0,
  heads = true,
  countPadding = true,
} = {}) => {
  const layer = (x: Map3, id: string, filters: number, window: { kernel: number; stride?: number; pad?: number }) =>
    basicConv(x, `Conv2d_${id}`, { filters: widen(filters, width), ...window })
  let x = layer(imageInput(size, channels), '1a_3x3', 32, { kernel: 3, stride, pad })
  x = layer(x, '2a_3x3', 32, { kernel: 3, pad })
  x = layer(x, '2b_3x3', 64, { kernel: 3, pad: 1 })
  x = overlappingPool(x, { pad })
  x = layer(x, '3b_1x1', 80, { kernel: 1 })
  x = layer(x, '4a_3x3', 192, { kernel: 3, pad })
  x = overlappingPool(x, { pad })
  for (const [id, pool] of [
    ['5b', 32],
    ['5c', 64],
    ['5d', 64],
  ] as const)
    x = inceptionV3A(x, `Mixed_${id}`, { pool, width, countPadding })
  x = inceptionV3B(x, 'Mixed_6a', { width, pad })
  for (const [id, narrow] of [
    ['6b', 128],
    ['6c', 160],
    ['6d', 160],
    ['6e', 192],
  ] as const)
    x = inceptionV3C(x, `Mixed_${id}`, { narrow, width, countPadding })
  const late = x
  x = inceptionV3D(x, 'Mixed_7a', { width, pad })
  for (const id of ['7b', '7c']) x = inceptionV3E(x, `Mixed_${id}`, { width, countPadding })
  const logits = dense(dropout(globalAveragePool(x)), 'fc', { units: classes })
  if (!heads) return network('inception-v3', { logits })
  return network('inception-v3', { logits, aux: inceptionV3Auxiliary(late, 'AuxLogits', { classes, width }) })
}
