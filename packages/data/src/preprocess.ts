/**
 * @file From a picture to the numbers that a network takes. Every source of weights has its own way, and a wrong one
 * costs accuracy silently.
 */

import { DataError } from './images.ts'
import type { Picture } from './picture.ts'
import { resample, type Interpolation } from './resample.ts'
import { heightAndWidth, type Sides } from './sides.ts'

// Public API

/** The steps, in this order. `@cnn/weights` states them for each source. */
export interface Preprocessing {
  /**
   * Pixels of the shorter side after resizing; the other side keeps the proportion, rounded down as torchvision does.
   * Or height and width that the picture then covers, with its proportion too, rounded as timm's ResizeKeepRatio does.
   */
  readonly resize: Sides
  /** Height and width of what is then cut from the centre. */
  readonly crop: Sides
  readonly interpolation: Interpolation
  /**
   * The order of the channels, in the means and deviations too; or grey, as PIL's `convert('L')`, which comes first.
   */
  readonly channels: 'RGB' | 'BGR' | 'grey'
  /** What the brightest byte becomes before the mean is taken off: 1 in torchvision and timm, 255 in Caffe's way. */
  readonly white: 1 | 255
  /** One for each channel of the result; grey is repeated where there are several. */
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  /** Height and width after zeros are put around, black before the mean is taken off: LeNet-5's 32 around 28. */
  readonly frame?: Sides
  /** Grey of bright ink on a dark ground, as MNIST has it: a picture whose border is bright is inverted. */
  readonly ink?: 'bright'
}

/**
 * [height, width, channels] of the frame, or else of the crop. Throws DataError where the crop does not fit into the
 * resized picture.
 */
export function preprocess(picture: Picture, how: Preprocessing): Float32Array<ArrayBuffer> {
  const { channels, white, mean, deviation, ink } = how
  const pixels = cutCentre(channels === 'grey' ? greyOf(picture) : picture, how)
  const [height, width] = heightAndWidth(how.crop)
  if (ink && isBright(pixels, height, width)) for (let i = 0; i < pixels.length; i++) pixels[i] = 255 - pixels[i]!
  const [rows, columns] = heightAndWidth(how.frame ?? how.crop)
  const [above, beside] = [(rows - height) >> 1, (columns - width) >> 1]
  const count = mean.length
  const result = new Float32Array(rows * columns * count)
  for (let channel = 0; channel < count; channel++) {
    const from = channels === 'BGR' ? 2 - channel : channel % 3
    if (how.frame !== undefined)
      for (let i = channel; i < result.length; i += count) result[i] = (0 - mean[channel]!) / deviation[channel]!
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const value = pixels[(row * width + column) * 3 + from]!
        const to = ((row + above) * columns + column + beside) * count + channel
        result[to] = ((value * white) / 255 - mean[channel]!) / deviation[channel]!
      }
  }
  return result
}

/** The first two steps: what is in the centre of the resized picture, [height, width, 3]. */
export function cutCentre(
  picture: Picture,
  { resize, crop, interpolation }: Pick<Preprocessing, 'resize' | 'crop' | 'interpolation'>,
): Uint8Array<ArrayBuffer> {
  check(picture)
  const [height, width] = heightAndWidth(crop)
  const { width: across, height: down, pixels } = resample(picture, ...resized(picture, resize), interpolation)
  if (height > down || width > across)
    throw new DataError(`${height}×${width} pixels cannot be cut from a picture of ${down}×${across}`)
  const top = halfEven(down - height)
  const left = halfEven(across - width)
  const result = new Uint8Array(height * width * 3)
  for (let row = 0; row < height; row++) {
    const from = ((row + top) * across + left) * 3
    result.set(pixels.subarray(from, from + width * 3), row * width * 3)
  }
  return result
}

/** As PIL's `convert('L')` (ITU-R 601-2, in whole numbers), in all three channels. */
export function greyOf({ width, height, pixels }: Picture): Picture {
  const grey = new Uint8Array(pixels.length)
  for (let i = 0; i < grey.length; i += 3)
    grey.fill((pixels[i]! * 19_595 + pixels[i + 1]! * 38_470 + pixels[i + 2]! * 7_471 + 0x8000) >> 16, i, i + 3)
  return { width, height, pixels: grey }
}

// Implementation

function resized({ width, height }: Picture, resize: Sides): [width: number, height: number] {
  if (typeof resize !== 'number') {
    const ratio = Math.min(height / resize[0], width / resize[1])
    return [Math.round(width / ratio), Math.round(height / ratio)]
  }
  // As torchvision's Resize: `int(size * long / short)`.
  return width <= height
    ? [resize, Math.trunc((resize * height) / width)]
    : [Math.trunc((resize * width) / height), resize]
}

/** Whether most of what is at its edges is, where a digit or a letter has its ground. */
function isBright(pixels: Uint8Array, height: number, width: number): boolean {
  let bright = 0
  let all = 0
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      if (row > 0 && row < height - 1 && column > 0 && column < width - 1) continue
      all += 1
      if (pixels[(row * width + column) * 3]! > 127) bright += 1
    }
  return bright > all / 2
}

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
