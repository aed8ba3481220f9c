/** @file Left and right exchanged. */

import { blank, type Augmentation, type Sample } from './sample.ts'

/** The mirror image. */
export function flip(sample: Sample): Sample {
  const { height, width, channels, pixels } = sample
  const result = blank(sample, height, width)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * channels
      const to = (row * width + width - 1 - column) * channels
      for (let channel = 0; channel < channels; channel++) result.pixels[to + channel] = pixels[from + channel]!
    }
  return result
}

/** Half of the images mirrored: right for photos, wrong for digits. */
export const randomFlip =
  (probability = 0.5): Augmentation =>
  (sample, random) =>
    random() < probability ? flip(sample) : sample
