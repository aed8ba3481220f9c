/** @file The images of a run, as large and with as many channels as the network takes. */

import { createHash } from 'node:crypto'
import {
  centreCrop,
  colourComponents,
  colourShift,
  DataError,
  fitDataset,
  imagenetColours,
  randomCrop,
  randomFlip,
  trainingData,
  type Augmentation,
  type Dataset,
  type Preprocessing,
  type TrainingData,
} from '@cnn/data'
import { readDataset } from '@cnn/data/node'
import { select, ShapeError, type Network } from '@cnn/shapes'
import type { TrainedFor } from '@cnn/weights'
import type { Entry } from '@cnn/zoo'
import { UsageError } from '../terminal/usage.ts'
import type { Augment, Recipe } from './recipe.ts'

// Public API

export interface Prepared {
  /** With as many classes as the data. */
  readonly net: Network
  /** How the finished weights are to be used. */
  readonly about: TrainedFor
  readonly train: TrainingData
  readonly test: TrainingData
  /** A hash of all training images and their labels. */
  readonly images: string
  /** The largest share of the test images that one class has: what guessing reaches. */
  readonly guess: number
}

export async function prepare({ id, build }: Entry, recipe: Recipe): Promise<Prepared> {
  try {
    const size = recipe.size === null ? {} : { size: recipe.size }
    const usual = build(size).input.shape
    // Pictures of a folder are as much larger than the crop as in Krizhevsky et al. 2012, 4.1: 256 to 224.
    const options = { size: Math.round((usual[0] * 256) / 224) }
    const [train, test] = await Promise.all([
      readDataset(recipe.data, 'train', options),
      readDataset(recipe.data, 'test', options),
    ])
    const channels = train.size[2] > usual[2] ? { channels: train.size[2] } : {}
    const built = { ...size, ...channels, classes: train.classes.length }
    const all = build(built)
    const net = recipe.heads === 0 || recipe.freeze !== null ? select(all, 'logits') : all
    const steps = stepsOf(train, net)
    return {
      net,
      about: { network: id, build: built, labels: train.classes, ...(steps && { steps }) },
      train: trainingData(fit(train, net, id), {
        augment: augmentations(recipe.augment, train, net),
        seed: recipe.seed,
      }),
      test: testData(test, net, id),
      images: hash(train),
      guess: guessing(test),
    }
  } catch (error) {
    if (error instanceof DataError) throw new UsageError(error.message)
    if (error instanceof ShapeError) throw new UsageError(`${id} cannot be built so: ${error.message}`)
    throw error
  }
}

/** As a network that is trained here is tested: framed or cropped to the input, not augmented. Throws UsageError where that cannot be. */
export const testData = (dataset: Dataset, net: Network, id: string): TrainingData =>
  trainingData(fit(dataset, net, id), {
    augment: dataset.size[0] > net.input.shape[0] ? [centreCrop(net.input.shape[0])] : [],
  })

// Implementation

function hash({ count, labels, classes, image }: Dataset): string {
  const sum = createHash('sha256').update(JSON.stringify(classes))
  for (let i = 0; i < count; i++) sum.update(String(labels[i])).update(image(i))
  return sum.digest('hex')
}

function guessing({ labels, count }: Dataset): number {
  const counts = new Map<number, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return Math.max(...counts.values()) / count
}

/** Of zeros on each side: more would be most of the image. */
const widestFrame = 4

/** Larger images are cropped, so that only channels are left to fit. */
function fit(dataset: Dataset, { input: { shape } }: Network, id: string): Dataset {
  const [height, width, channels] = dataset.size
  if (height > shape[0]) return fitDataset(dataset, [height, width, shape[2]])
  if (shape[0] - height > 2 * widestFrame)
    throw new UsageError(
      `${id} takes images of ${shape[0]}×${shape[1]}, and those of ${dataset.name} are ${height}×${width}; ` +
        `choose a network for small images (\`cnn list\` shows their sizes), or give --size`,
    )
  return fitDataset(dataset, [shape[0], shape[1], Math.max(channels, shape[2])])
}

/** From a photo to what the network was trained on; none for grey images, nor where these stand in a frame. */
function stepsOf(
  { size: [height, , channels], normalisation: { mean, deviation } }: Dataset,
  { input }: Network,
): Preprocessing | undefined {
  const crop = input.shape[0]
  if (channels !== 3 || height < crop) return undefined
  return {
    resize: height,
    crop,
    interpolation: 'bilinear',
    channels: 'RGB',
    white: 1,
    mean: triple(mean),
    deviation: triple(deviation),
  }
}

const triple = ([red, green, blue]: readonly number[]) => [red!, green!, blue!] as const

function augmentations(names: readonly Augment[], dataset: Dataset, { input: { shape } }: Network): Augmentation[] {
  const larger = dataset.size[0] > shape[0]
  const steps: Readonly<Record<Augment, () => Augmentation>> = {
    crop: () => (larger ? randomCrop({ size: shape[0] }) : randomCrop({ pad: 4 })),
    flip: () => randomFlip(),
    // Of this data where it fits into memory; of ImageNet for a folder of pictures.
    colour: () => colourShift(larger ? imagenetColours : colourComponents(dataset)),
  }
  const chosen = names.map((name) => steps[name]())
  return larger && !names.includes('crop') ? [centreCrop(shape[0]), ...chosen] : chosen
}
