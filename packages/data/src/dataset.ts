/** @file Labelled images, in memory or read as they are asked for: what training and evaluation take. */

import { DataError, type Images, type Normalisation } from './images.ts'

/** Images of one size, with their classes. */
export interface Dataset {
  /** For people. */
  readonly name: string
  readonly classes: readonly string[]
  readonly count: number
  /** Of every image. */
  readonly size: ImageShape
  /** The class of each image, from 0. */
  readonly labels: Uint8Array | Int32Array
  /** Of the training images, per channel. */
  readonly normalisation: Normalisation
  /** Image `i`, pixel by pixel, row by row; not to be changed. */
  readonly image: (i: number) => Uint8Array
}

/** Of an image, in pixels. */
export type ImageShape = readonly [height: number, width: number, channels: number]

/** Images [count, height, width, channels] of bytes as a data set. */
export function datasetOf(name: string, images: Images, normalisation: Normalisation): Dataset {
  const { classes, count, height, width, channels, labels, pixels } = images
  const each = height * width * channels
  const image = (i: number) => pixels.subarray(i * each, (i + 1) * each)
  return { name, classes, count, size: [height, width, channels], labels, normalisation, image }
}

/**
 * The data set for a network that takes images of another size: zeros around the image, so that 28 pixels become
 * LeNet-5's 32 (LeCun et al. 1998, II.B), and grey repeated as red, green and blue. Throws DataError where that does
 * not lead there; larger images want a crop.
 */
export function fitDataset(dataset: Dataset, size: ImageShape): Dataset {
  const [height, width, channels] = dataset.size
  const above = (size[0] - height) / 2
  const beside = (size[1] - width) / 2
  const repeats = size[2] / channels
  if (above === 0 && beside === 0 && repeats === 1) return dataset
  const fits =
    [above, beside].every((side) => side >= 0 && Number.isInteger(side)) &&
    (repeats === 1 || (channels === 1 && repeats > 1))
  if (!fits)
    throw new DataError(
      `images of ${dataset.name} are ${dataset.size.join('×')}; they cannot be padded to ${size.join('×')}`,
    )
  const image = (i: number) => {
    const from = dataset.image(i)
    const to = new Uint8Array(size[0] * size[1] * size[2])
    for (let row = 0; row < height; row++)
      for (let k = 0; k < width * size[2]; k++)
        to[((row + above) * size[1] + beside) * size[2] + k] = from[row * width * channels + Math.floor(k / repeats)]!
    return to
  }
  const { mean, deviation } = dataset.normalisation
  const repeated = (values: readonly number[]) =>
    repeats === 1 ? values : Array.from({ length: repeats }, () => values[0]!)
  return { ...dataset, size, normalisation: { mean: repeated(mean), deviation: repeated(deviation) }, image }
}
