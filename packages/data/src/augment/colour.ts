/**
 * @file AlexNet's change of colour (Krizhevsky et al. 2012, 4.1): to each pixel of an image, Σ pᵢ αᵢ λᵢ is added, where
 * pᵢ and λᵢ are the eigenvectors and eigenvalues of the 3×3 covariance of red, green and blue over the training pixels,
 * and αᵢ is drawn once for the image from a normal distribution with mean 0 and deviation 0.1.
 *
 * The paper says nothing of the scale of a pixel, on which λ depends. Here it is 0 to 1, as in fb.resnet.torch and
 * whoever followed: the colour then changes by 0.1 · 0.2175 · 255 ≈ 5.5 levels of a byte along the first component.
 */

import { DataError } from '../images.ts'
import { normal } from './random.ts'
import type { Augmentation, Sample } from './sample.ts'

/** Principal components of the colours of a set of images. */
export interface ColourComponents {
  /** Variances along the components, on pixels from 0 to 1, the largest first. */
  readonly values: readonly number[]
  /** One component for each value: of length 1, at right angles to the others, its sign of no meaning. */
  readonly vectors: readonly (readonly number[])[]
}

/** Of ImageNet's training pixels, as published with fb.resnet.torch (datasets/imagenet.lua; there a column each). */
export const imagenetColours: ColourComponents = {
  values: [0.2175, 0.0188, 0.0045],
  vectors: [
    [-0.5675, -0.5808, -0.5836],
    [0.7192, -0.0045, -0.6948],
    [0.4009, -0.814, 0.4203],
  ],
}

/** Every pixel with Σ pᵢ αᵢ λᵢ added. May leave 0 to 255, as in the paper. */
export function shiftColours(sample: Sample, { values, vectors }: ColourComponents, alphas: readonly number[]): Sample {
  const { height, width, channels, pixels } = sample
  if (vectors.some((vector) => vector.length !== channels))
    throw new DataError(`the components of colour have ${vectors[0]?.length} channels; the image has ${channels}`)
  const shift = Array.from({ length: channels }, (_, channel) =>
    values.reduce((sum, value, i) => sum + 255 * vectors[i]![channel]! * alphas[i]! * value, 0),
  )
  const shifted = new Float32Array(pixels.length)
  for (let channel = 0; channel < channels; channel++)
    for (let i = channel; i < pixels.length; i += channels) shifted[i] = pixels[i]! + shift[channel]!
  return { height, width, channels, pixels: shifted }
}

/**
 * Adds to every pixel a multiple of each component, drawn anew for each image (Krizhevsky et al. 2012, section 4.1).
 */
export const colourShift =
  (components: ColourComponents = imagenetColours, deviation = 0.1): Augmentation =>
  (sample, random) =>
    shiftColours(
      sample,
      components,
      components.values.map(() => deviation * normal(random)),
    )
