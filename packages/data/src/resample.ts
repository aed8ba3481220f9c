/**
 * @file Resizing as PIL does it (`Image.resize`, libImaging/Resample.c), on which the published accuracies rest. Each
 * new pixel is a weighted mean of the old ones around it, and where the picture shrinks the weights widen with the
 * scale, which is what other libraries' "bilinear" leaves out. First along the rows, then along the columns, rounded to
 * bytes after each; weights are whole numbers of 22 bits, so that the bytes equal PIL's, every one.
 */

import { DataError } from './images.ts'
import type { Picture } from './picture.ts'

// Public API

/** Pillow's filters: a triangle of reach 1, a cubic of reach 2 with a = −½. */
export type Interpolation = 'bilinear' | 'bicubic'

/**
 * The picture in another size, to the byte as Pillow's `resize` gives it. Throws DataError for sides that are no whole
 * numbers above 0.
 */
export function resample(picture: Picture, width: number, height: number, interpolation: Interpolation): Picture {
  if (![width, height].every((side) => Number.isSafeInteger(side) && side >= 1))
    throw new DataError(`a picture cannot be resized to ${width}×${height}`)
  const narrow = width === picture.width ? picture : along(picture, width, filters[interpolation])
  if (height === picture.height) return narrow
  return transpose(along(transpose(narrow), height, filters[interpolation]))
}

// Implementation

interface Filter {
  /** How far it reaches, in pixels of the smaller scale. */
  readonly support: number
  readonly weight: (distance: number) => number
}

const filters: { readonly [I in Interpolation]: Filter } = {
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: (x) => cubic(Math.abs(x)) },
}

/** Keys' cubic convolution (1981) with a = −½. */
function cubic(x: number): number {
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
}

const a = -0.5
/** 32 bits less 8 for the byte and 2 for the sum. */
const precision = 22

/** Resizes every row to `size` pixels. */
function along({ width, height, pixels }: Picture, size: number, filter: Filter): Picture {
  const result = new Uint8Array(size * height * 3)
  const taps = Array.from({ length: size }, (_, i) => tapsOf(i, width / size, width, filter))
  for (let row = 0; row < height; row++)
    for (const [column, { first, weights }] of taps.entries())
      for (let channel = 0; channel < 3; channel++) {
        let sum = 1 << (precision - 1)
        let from = (row * width + first) * 3 + channel
        for (const weight of weights) {
          sum += pixels[from]! * weight
          from += 3
        }
        result[(row * size + column) * 3 + channel] = Math.min(255, Math.max(0, sum >> precision))
      }
  return { width: size, height, pixels: result }
}

/** The old pixels that new pixel `i` is made of, and their weights. */
function tapsOf(
  i: number,
  scale: number,
  length: number,
  { support, weight }: Filter,
): { first: number; weights: Int32Array } {
  const stretch = Math.max(1, scale)
  const centre = (i + 0.5) * scale
  const first = Math.max(0, Math.trunc(centre - support * stretch + 0.5))
  const last = Math.min(length, Math.trunc(centre + support * stretch + 0.5))
  const inverse = 1 / stretch
  const raw = Array.from({ length: last - first }, (_, k) => weight((k + first - centre + 0.5) * inverse))
  const total = raw.reduce((sum, value) => sum + value, 0)
  return { first, weights: Int32Array.from(raw, (value) => whole(total === 0 ? value : value / total)) }
}

/** Rounded half away from zero, as C's cast does it there. */
const whole = (value: number): number => Math.trunc(value * (1 << precision) + (value < 0 ? -0.5 : 0.5))

function transpose({ width, height, pixels }: Picture): Picture {
  const result = new Uint8Array(pixels.length)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      for (let channel = 0; channel < 3; channel++)
        result[(column * height + row) * 3 + channel] = pixels[(row * width + column) * 3 + channel]!
  return { width: height, height: width, pixels: result }
}
