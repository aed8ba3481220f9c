/** @file Inception-v4 (Szegedy et al. 2016, figure 9), layers named as in timm. */

import {
  inceptionV4A,
  inceptionV4B,
  inceptionV4C,
  inceptionV4ReductionA,
  inceptionV4ReductionB,
  inceptionV4Stem,
  type Map3,
  type V4Options,
} from '@cnn/blocks'
import { dense, dropout, globalAveragePool, network } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, PadOptions } from './options.ts'

/** Stem, 4 × A, reduction, 7 × B, reduction, 3 × C. The dropout keeps 0.8. */
export const inceptionV4: Build<PadOptions> = ({
  classes = 1000,
  size = 299,
  channels = 3,
  width = 1,
  stride = 2,
  pad = 0,
} = {}) => {
  const options = { width, pad }
  let x = inceptionV4Stem(imageInput(size, channels), 'features', { ...options, stride })
  // timm numbers the layers of the stem, 0 to 5, and the modules in one sequence.
  let at = 6
  const stack = (module: (x: Map3, name: string, options: V4Options) => Map3, times: number) => {
    for (let i = 0; i < times; i++) x = module(x, `features.${at++}`, options)
  }
  stack(inceptionV4A, 4)
  stack(inceptionV4ReductionA, 1)
  stack(inceptionV4B, 7)
  stack(inceptionV4ReductionB, 1)
  stack(inceptionV4C, 3)
  return network('inception-v4', {
    logits: dense(dropout(globalAveragePool(x), { rate: 0.2 }), 'last_linear', { units: classes }),
  })
}
