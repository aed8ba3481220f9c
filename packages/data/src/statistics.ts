/**
 * @file What is known of the pixels of a whole data set: means, deviations, covariance. Values are taken from 0 to 1.
 */

import type { ColourComponents } from './augment/colour.ts'
import type { Dataset } from './dataset.ts'
import { symmetricEigen } from './eigen.ts'
import { DataError, type Normalisation } from './images.ts'

// Public API

/** Mean and deviation of each channel over all pixels. */
export function normalisationOf(dataset: Dataset): Normalisation {
  const { mean, covariance } = moments(dataset)
  return { mean, deviation: covariance.map((row, channel) => Math.sqrt(row[channel]!)) }
}

/** The principal components of the colours of all pixels, for `colourShift`. */
export function colourComponents(dataset: Dataset): ColourComponents {
  return symmetricEigen(moments(dataset).covariance)
}

// Implementation

function moments({ count, size: [height, width, channels], image, name }: Dataset): {
  mean: number[]
  covariance: number[][]
} {
  const total = count * height * width
  if (total === 0) throw new DataError(`${name} has no pixels`)
  // Bytes and their products add up exactly up to 2⁵³, which is 10¹¹ pixels.
  const sums = new Float64Array(channels)
  const products = new Float64Array(channels * channels)
  for (let i = 0; i < count; i++) {
    const pixels = image(i)
    for (let a = 0; a < channels; a++) {
      for (let at = a; at < pixels.length; at += channels) sums[a]! += pixels[at]!
      for (let b = 0; b <= a; b++) {
        let sum = 0
        for (let at = 0; at < pixels.length; at += channels) sum += pixels[at + a]! * pixels[at + b]!
        products[a * channels + b]! += sum
      }
    }
  }
  const mean = Array.from(sums, (sum) => sum / total / 255)
  const covariance = mean.map((own, a) =>
    mean.map((other, b) => products[Math.max(a, b) * channels + Math.min(a, b)]! / total / 255 ** 2 - own * other),
  )
  return { mean, covariance }
}
