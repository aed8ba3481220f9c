/** @file Windows of an image. */

import { DataError } from '../images.ts'
import { heightAndWidth, type Sides } from '../sides.ts'
import { below } from './random.ts'
import { blank, type Augmentation, type Sample } from './sample.ts'

/** A part of an image, in pixels. */
export interface Rectangle {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
}

/** A part of the image. Throws DataError where it is not wholly inside. */
export function crop(sample: Sample, { top, left, height, width }: Rectangle): Sample {
  const inside =
    top >= 0 && left >= 0 && height > 0 && width > 0 && top + height <= sample.height && left + width <= sample.width
  if (!inside)
    throw new DataError(
      `${height}×${width} pixels from row ${top} and column ${left} are not inside ${sample.height}×${sample.width}`,
    )
  const { channels, pixels } = sample
  const result = blank(sample, height, width)
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * sample.width + left) * channels
    result.pixels.set(pixels.subarray(from, from + width * channels), row * width * channels)
  }
  return result
}

/** The image with `by` rows and columns of zeros on each side. */
export function pad(sample: Sample, by: number): Sample {
  const { height, width, channels, pixels } = sample
  const result = blank(sample, height + 2 * by, width + 2 * by)
  for (let row = 0; row < height; row++)
    result.pixels.set(
      pixels.subarray(row * width * channels, (row + 1) * width * channels),
      ((row + by) * result.width + by) * channels,
    )
  return result
}

/**
 * A window anywhere in the padded image, each place as likely as the others. `{ pad: 4 }` keeps the size, as for
 * CIFAR-10 in He et al. 2015, 4.2; `{ size: 227 }` of 256 is AlexNet's (Krizhevsky et al. 2012, 4.1, which says 224 but
 * means 227, as its layers tell).
 */
export const randomCrop =
  ({ size, pad: by = 0 }: { readonly size?: Sides; readonly pad?: number }): Augmentation =>
  (sample, random) => {
    const [height, width] = size === undefined ? [sample.height, sample.width] : heightAndWidth(size)
    const padded = by > 0 ? pad(sample, by) : sample
    const top = below(padded.height - height + 1, random)
    const left = below(padded.width - width + 1, random)
    return crop(padded, { top, left, height, width })
  }

/** The middle of the image, where a test has no use for chance. */
export const centreCrop =
  (size: Sides): Augmentation =>
  (sample) => {
    const [height, width] = heightAndWidth(size)
    return crop(sample, { top: (sample.height - height) >> 1, left: (sample.width - width) >> 1, height, width })
  }
