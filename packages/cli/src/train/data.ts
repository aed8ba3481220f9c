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
  type Sides,
  type TrainingData,
} from '@cnn/data'
import { readDataset } from '@cnn/data/node'
import { select, ShapeError, type Network } from '@cnn/shapes'
import type { TrainedFor } from '@cnn/weights'
import type { Entry } from '@cnn/zoo'
import { UsageError } from '../terminal/usage.ts'
import type { Asked } from './fit-recipe.ts'
import type { Augment } from './recipe.ts'

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

/** `leftOut` is told of each picture that cannot be read; without it such a picture is an error. Throws UsageError. */
export async function prepare(
  { id, build }: Entry,
  recipe: Asked,
  leftOut?: (sentence: string) => void,
): Promise<Prepared> {
  try {
    const size = recipe.size === null ? {} : { size: recipe.size }
    const usual = build(size).input.shape
    // Pictures of a folder are as much larger than the crop as in Krizhevsky et al. 2012, 4.1: 256 to 224.
    const [high, wide] = [usual[0], usual[1]].map((side) => Math.round((side * 256) / 224)) as [number, number]
    const options = {
      size: high === wide ? high : ([high, wide] as const),
      ...(recipe.channels === 1 && { channels: 1 as const }),
      ...(leftOut && { leftOut }),
    }
    const [train, test] = await Promise.all([
      readDataset(recipe.data, 'train', options),
      readDataset(recipe.data, 'test', options),
    ])
    const more = train.size[2] > usual[2] ? train.size[2] : undefined
    const channels = (recipe.channels ?? more) === undefined ? {} : { channels: recipe.channels ?? more! }
    const built = { ...size, ...channels, classes: train.classes.length }
    const all = build(built)
    const net = recipe.heads === 0 || recipe.freeze !== null ? select(all, 'logits') : all
    return {
      net,
      about: { network: id, build: built, labels: train.classes, steps: stepsOf(train, net) },
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

/**
 * As a network that is trained here is tested: framed or cropped to the input, not augmented. Throws UsageError where
 * that cannot be.
 */
export const testData = (dataset: Dataset, net: Network, id: string): TrainingData =>
  trainingData(fit(dataset, net, id), {
    augment: isLarger(dataset, net) ? [centreCrop([net.input.shape[0], net.input.shape[1]])] : [],
  })

// Implementation

const isLarger = ({ size }: Dataset, { input: { shape } }: Network) => size[0] > shape[0] || size[1] > shape[1]

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
function fit(dataset: Dataset, net: Network, id: string): Dataset {
  const { shape } = net.input
  const [height, width, channels] = dataset.size
  if (channels > shape[2])
    throw new UsageError(`images of ${dataset.name} have ${channels} channels, and ${id} is to take ${shape[2]}`)
  if (isLarger(dataset, net)) return fitDataset(dataset, [height, width, shape[2]])
  if (Math.max(shape[0] - height, shape[1] - width) > 2 * widestFrame)
    throw new UsageError(
      `${id} takes images of ${shape[0]}×${shape[1]}, and those of ${dataset.name} are ${height}×${width}; ` +
        `choose a network for small images (\`cnn list\` shows their sizes), or give --size`,
    )
  return fitDataset(dataset, [shape[0], shape[1], Math.max(channels, shape[2])])
}

/**
 * From a photo to what the network was trained on: the size of the images, of which what is larger is cut off, and what
 * is smaller framed.
 */
function stepsOf(dataset: Dataset, net: Network): Preprocessing {
  const { mean, deviation } = dataset.normalisation
  const [height, width, count] = net.input.shape
  const [rows, columns, channels] = dataset.size
  const grey = channels === 1
  const framed = !isLarger(dataset, net) && (rows < height || columns < width)
  const repeated = (values: readonly number[]) => (grey ? Array.from({ length: count }, () => values[0]!) : values)
  return {
    resize: sidesOf(rows, columns),
    crop: framed ? sidesOf(rows, columns) : sidesOf(height, width),
    interpolation: 'bilinear',
    channels: grey ? 'grey' : 'RGB',
    white: 1,
    mean: repeated(mean),
    deviation: repeated(deviation),
    ...(framed && { frame: sidesOf(height, width) }),
    ...(grey && isDrawn(dataset) && { ink: 'bright' as const }),
  }
}

const sidesOf = (height: number, width: number): Sides => (height === width ? height : [height, width])

/** Whether the first images are dark at their upper edge, as those of digits and clothes are. */
function isDrawn({ count, size: [, width], image }: Dataset): boolean {
  const some = Math.min(count, 100)
  let dark = 0
  for (let i = 0; i < some; i++)
    if (
      image(i)
        .subarray(0, width)
        .reduce((sum, value) => sum + value, 0) <
      64 * width
    )
      dark += 1
  return dark > 0.9 * some
}

function augmentations(names: readonly Augment[], dataset: Dataset, net: Network): Augmentation[] {
  const size = sidesOf(net.input.shape[0], net.input.shape[1])
  const larger = isLarger(dataset, net)
  const steps: Readonly<Record<Augment, () => Augmentation>> = {
    crop: () => (larger ? randomCrop({ size }) : randomCrop({ pad: 4 })),
    flip: () => randomFlip(),
    // Of this data where it fits into memory; of ImageNet for a folder of pictures.
    colour: () => colourShift(larger ? imagenetColours : colourComponents(dataset)),
  }
  const chosen = names.map((name) => steps[name]())
  return larger && !names.includes('crop') ? [centreCrop(size), ...chosen] : chosen
}
