/** @file One image on its way to the network. */

import type { Random } from './random.ts'

/**
 * Pixel by pixel, row by row: [height, width, channels]. Values are those of bytes, 0 to 255, whether kept as such or
 * not.
 */
export interface Sample {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly pixels: Uint8Array | Float32Array
}

/** Makes another image of one, with random numbers of its own; the one given stays as it is. */
export type Augmentation = (sample: Sample, random: Random) => Sample

/** Zeros of the sample's own type. */
export const blank = ({ channels, pixels }: Sample, height: number, width: number): Sample => ({
  height,
  width,
  channels,
  pixels:
    pixels instanceof Uint8Array
      ? new Uint8Array(height * width * channels)
      : new Float32Array(height * width * channels),
})
