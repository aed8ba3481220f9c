/** @file What `--data` names: pictures with the number of their class. */

import { readFile } from 'node:fs/promises'
import { DataError, fitDataset, normalisePixels, preprocess, type Dataset } from '@cnn/data'
import { decodePicture, readFolder, readImageSet } from '@cnn/data/node'
import { UsageError } from '../usage.ts'
import { photoSteps, type Opened } from './source.ts'

// Public API

export interface Labelled {
  readonly count: number
  readonly label: (i: number) => number
  /** Ready for the network. Throws UsageError that names the picture. */
  readonly input: (i: number) => Promise<Float32Array>
  /** The steps there, and whose they are. */
  readonly preprocessing: object
}

/** Throws UsageError for data that cannot be read, or has other classes than the network. */
export const labelled = (data: string, opened: Opened): Promise<Labelled> =>
  explained(async () => {
    const set = await readImageSet(data, 'test')
    if (!set) return folder(data, opened)
    if (set.classes.length !== unitsOf(opened))
      throw new UsageError(`${set.name} has ${set.classes.length} classes, and the network ${unitsOf(opened)}`)
    return set.size[2] === 3 && !inFrame(set, opened) ? photos(set, opened) : images(set, opened)
  })

// Implementation

const unitsOf = ({ net }: Opened): number => net.outputs['logits']!.shape.at(-1)!

/** Weights of `cnn train` saw zeros around images that are smaller than the input, and not larger images. */
const inFrame = ({ size }: Dataset, { own, net }: Opened): boolean => own !== undefined && size[0] < net.input.shape[0]

async function folder(data: string, opened: Opened): Promise<Labelled> {
  const preprocessing = photoSteps(opened)
  const files = await readFolder(data, unitsOf(opened), opened.labels)
  return {
    count: files.length,
    label: (i) => files[i]!.label,
    input: (i) =>
      explained(
        async () => preprocess(decodePicture(await readFile(files[i]!.path), files[i]!.path), preprocessing),
        `${files[i]!.path}: `,
      ),
    preprocessing: { ...preprocessing, source: opened.steps },
  }
}

/** Colours, as the weights' publisher makes photos ready. */
function photos({ count, labels, size: [height, width], image }: Dataset, opened: Opened): Labelled {
  const preprocessing = photoSteps(opened)
  return {
    count,
    label: (i) => labels[i]!,
    input: async (i) => preprocess({ width, height, pixels: image(i) }, preprocessing),
    preprocessing: { ...preprocessing, source: opened.steps },
  }
}

/** As `cnn train` makes them ready: by the data's own mean and deviation. */
function images(set: Dataset, { net }: Opened): Labelled {
  const { name, count, labels, image, normalisation } = fitDataset(set, net.input.shape)
  return {
    count,
    label: (i) => labels[i]!,
    input: async (i) => normalisePixels(image(i), net.input.shape[2], normalisation),
    preprocessing: { ...normalisation, source: name },
  }
}

/** DataError as UsageError, which says what the user can put right; `before` where the message does not begin so by itself. */
async function explained<T>(work: () => Promise<T>, before = ''): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new UsageError(error.message.startsWith(before.replace(/: $/, '')) ? error.message : `${before}${error.message}`)
  }
}
