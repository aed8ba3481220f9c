/** @file What receptive fields are tried on. */

import { conv, input, type ConvOptions } from '../../src/index.ts'

export const image = input([64, 64, 4])

/** A convolution that keeps the channels of the image. */
export const window = (options: Omit<ConvOptions, 'filters'>, from = image, name = 'c') =>
  conv(from, name, { filters: 4, ...options })
