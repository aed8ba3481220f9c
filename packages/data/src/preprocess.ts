/** @file From a picture to the numbers that a network takes. Every source of weights has its own way, and a wrong one costs accuracy silently. */

import { DataError } from './images.ts'
import type { Picture } from './picture.ts'
import { resample, type Interpolation } from './resample.ts'

// Public API

/** The steps, in this order. `@cnn/weights` states them for each source. */
export interface Preprocessing {
  /** Pixels of the shorter side after resizing; the other side keeps the proportion, rounded down as torchvision does. */
  readonly resize: number
  /** Height and width of the square that is then cut from the centre. */
  readonly crop: number
  readonly interpolation: Interpolation
  /** The order of the channels, in the means and deviations too. */
  readonly channels: 'RGB' | 'BGR'
  /** What the brightest byte becomes before the mean is taken off: 1 in torchvision and timm, 255 in Caffe's way. */
  readonly white: 1 | 255
  readonly mean: readonly [number, number, number]
  readonly deviation: readonly [number, number, number]
}

/** [crop, crop, 3]. Throws DataError where the crop does not fit into the resized picture. */
export function preprocess(picture: Picture, how: Preprocessing): Float32Array<ArrayBuffer> {
  const { crop, channels, white, mean, deviation } = how
  const pixels = square(picture, how)
  const result = new Float32Array(crop * crop * 3)
  for (let channel = 0; channel < 3; channel++) {
    const from = channels === 'RGB' ? channel : 2 - channel
    for (let i = 0; i < crop * crop; i++)
      result[i * 3 + channel] = ((pixels[i * 3 + from]! * white) / 255 - mean[channel]!) / deviation[channel]!
  }
  return result
}

/** The first two steps: the square in the centre of the resized picture, [crop, crop, 3]. */
export function square(
  picture: Picture,
  { resize, crop, interpolation }: Pick<Preprocessing, 'resize' | 'crop' | 'interpolation'>,
): Uint8Array<ArrayBuffer> {
  check(picture)
  if (crop > resize)
    throw new DataError(`a square of ${crop} pixels cannot be cut from a picture whose shorter side is ${resize}`)
  const { width, height, pixels } = resample(picture, ...resized(picture, resize), interpolation)
  const top = halfEven(height - crop)
  const left = halfEven(width - crop)
  const result = new Uint8Array(crop * crop * 3)
  for (let row = 0; row < crop; row++) {
    const from = ((row + top) * width + left) * 3
    result.set(pixels.subarray(from, from + crop * 3), row * crop * 3)
  }
  return result
}

// Implementation

/** As torchvision's Resize: `int(size * long / short)`. */
const resized = ({ width, height }: Picture, shorter: number): [width: number, height: number] =>
  width <= height
    ? [shorter, Math.trunc((shorter * height) / width)]
    : [Math.trunc((shorter * width) / height), shorter]

/** Half of it, as torchvision's CenterCrop: Python's `round` takes a half to the even number. */
function halfEven(space: number): number {
  const half = Math.floor(space / 2)
  return space % 2 === 1 && half % 2 === 1 ? half + 1 : half
}

function check({ width, height, pixels }: Picture): void {
  if (!(width >= 1 && height >= 1 && pixels.length === width * height * 3))
    throw new DataError(
      `a picture of ${width}×${height} has ${width * height * 3} values; this one has ${pixels.length}`,
    )
  // One side a thousand times the other is no photo, and resizing its shorter side would take the memory of a thousand.
  if (Math.max(width, height) > 100 * Math.min(width, height))
    throw new DataError(`a picture of ${width}×${height} is too long to resize`)
}
