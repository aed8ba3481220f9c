/** @file Batches as a training loop takes them. */

import { randomOf } from './augment/random.ts'
import type { Augmentation, Sample } from './augment/sample.ts'
import type { Dataset, ImageShape } from './dataset.ts'
import { DataError, normalisePixels, type Normalisation } from './images.ts'

// Public API

/** Batches to train on. */
export interface TrainingData {
  readonly count: number
  /** Of every image of a batch. */
  readonly size: ImageShape
  /**
   * The images of these positions in this epoch, [indices.length, ...size], and their classes. What chance there is in
   * an image follows from seed, epoch and position alone, so the batch it comes in and what was asked before do not
   * matter.
   */
  readonly batch: (
    indices: Int32Array,
    epoch: number,
  ) => { readonly images: Float32Array<ArrayBuffer>; readonly labels: Int32Array<ArrayBuffer> }
}

/** What is done to each image of a batch. */
export interface TrainingDataOptions {
  /** Done to each image in this order. */
  readonly augment?: readonly Augmentation[]
  /** Done last; that of the data set if absent. */
  readonly normalise?: Normalisation
  /** A whole number. */
  readonly seed?: number
}

/** Throws DataError for a position that does not exist, and where images come out in different sizes. */
export function trainingData(
  dataset: Dataset,
  { augment = [], normalise = dataset.normalisation, seed = 1 }: TrainingDataOptions = {},
): TrainingData {
  const { count, name } = dataset
  const sample = (i: number, epoch: number): Sample => {
    if (!(Number.isInteger(i) && i >= 0 && i < count))
      throw new DataError(`${name} has images 0 to ${count - 1}, and no image ${i}`)
    const random = randomOf(seed, epoch, i)
    const [height, width, channels] = dataset.size
    return augment.reduce<Sample>((made, step) => step(made, random), {
      height,
      width,
      channels,
      pixels: dataset.image(i),
    })
  }
  const size = sizeOf(sample(0, 0))
  const each = size[0] * size[1] * size[2]
  const batch = (indices: Int32Array, epoch: number) => {
    const images = new Float32Array(indices.length * each)
    const labels = new Int32Array(indices.length)
    for (const [k, i] of indices.entries()) {
      const made = sample(i, epoch)
      if (sizeOf(made).join() !== size.join())
        throw new DataError(
          `image ${i} of ${name} came out as ${sizeOf(made).join('×')}, the first as ${size.join('×')}`,
        )
      images.set(normalisePixels(made.pixels, size[2], normalise), k * each)
      labels[k] = dataset.labels[i]!
    }
    return { images, labels }
  }
  return { count, size, batch }
}

// Implementation

const sizeOf = ({ height, width, channels }: Sample): ImageShape => [height, width, channels]
