/** @file Images for the tests of augmentation. */

import * as fc from 'fast-check'
import type { Sample } from '../src/index.ts'

export const samples: fc.Arbitrary<Sample> = fc
  .record({
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
    channels: fc.constantFrom(1, 3),
    whole: fc.boolean(),
  })
  .chain(({ height, width, channels, whole }) => {
    const length = height * width * channels
    const size = { minLength: length, maxLength: length }
    const pixels = whole ? fc.uint8Array(size) : fc.float32Array({ ...size, min: -50, max: 300, noNaN: true })
    return pixels.map((values) => ({ height, width, channels, pixels: values as Uint8Array | Float32Array }))
  })

/** Undefined outside. */
export const pixelAt = (
  { height, width, channels, pixels }: Sample,
  row: number,
  column: number,
  channel: number,
): number | undefined =>
  row < 0 || column < 0 || row >= height || column >= width
    ? undefined
    : pixels[(row * width + column) * channels + channel]

/** Every place of a sample with its value. */
export const places = (sample: Sample): [row: number, column: number, channel: number, value: number][] =>
  Array.from(sample.pixels, (value, i) => {
    const pixel = Math.floor(i / sample.channels)
    return [Math.floor(pixel / sample.width), pixel % sample.width, i % sample.channels, value]
  })
