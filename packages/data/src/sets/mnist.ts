/**
 * @file MNIST (LeCun et al. 1998, III.A) and Fashion-MNIST (Xiao et al. 2017): 60,000 grey images of 28×28 pixels, and
 * 10,000 for testing.
 */

import type { Normalisation } from '../images.ts'

/** Names of MNIST's ten classes: the digits. */
export const mnistClasses = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Of the 60,000 training images. */
export const mnistNormalisation: Normalisation = { mean: [0.1307], deviation: [0.3081] }

/**
 * LeNet-5's: the background becomes −0.1 and the foreground 1.175 (LeCun et al. 1998, II.B), so that the mean is about
 * 0.
 */
export const lenet5Normalisation: Normalisation = { mean: [0.1 / 1.275], deviation: [1 / 1.275] }

/** Xiao et al. 2017, table 2. */
export const fashionMnistClasses = [
  'T-shirt/top',
  'trouser',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
] as const

/** Of the 60,000 training images. */
export const fashionMnistNormalisation: Normalisation = { mean: [0.286], deviation: [0.353] }
