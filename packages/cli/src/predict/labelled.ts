/** @file What `--data` names: pictures with the number of their class. */

import { messageOf } from '@cnn/shapes'
import { readFile } from 'node:fs/promises'
import { DataError, preprocess, type Dataset, type Preprocessing } from '@cnn/data'
import { decodePicture, readFolder, readImageSet } from '@cnn/data/node'
import { testData } from '../train/data.ts'
import { UsageError } from '../terminal/usage.ts'
import { photoSteps, type Opened } from '../weights/photos.ts'
import { readFolderLabels } from './folder-labels.ts'

// Public API

export interface Labelled {
  readonly count: number
  readonly label: (i: number) => number
  /** Ready for the network. Throws UsageError that names the picture. */
  readonly input: (i: number) => Promise<Float32Array>
  /** The steps that make a picture ready, and who published them. */
  readonly preprocessing: object
  /** What is left out or may not match: to be said before the figure, a sentence each. */
  readonly notes: readonly string[]
}

/** Throws UsageError for data that cannot be read, or has other classes than the network. */
export const labelled = (data: string, opened: Opened, labels?: string): Promise<Labelled> =>
  named(async () => {
    const set = await readImageSet(data, 'test')
    if (!set) return folder(data, opened, labels)
    const notes = compare(set, data, opened)
    return set.size[2] === 3 && opened.preprocessing
      ? photos(set, { ...opened.preprocessing, source: opened.steps }, notes)
      : images(set, opened, notes)
  })

/**
 * DataError as UsageError, which says what the user can put right; `before` where the message does not begin so by
 * itself.
 */
export async function named<T>(work: () => T | Promise<T>, before = ''): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new UsageError(
      error.message.startsWith(before.replace(/: $/, '')) ? error.message : `${before}${error.message}`,
    )
  }
}

// Implementation

const unitsOf = ({ net }: Opened): number => net.outputs['logits']!.shape.at(-1)!

/** Refuses data of other classes than the weights say; what is only assumed of them is said. */
function compare(set: Dataset, data: string, opened: Opened): string[] {
  const { labels, said, network } = opened
  if (set.classes.length !== unitsOf(opened))
    throw new UsageError(`${set.name} has ${set.classes.length} classes, and the network ${unitsOf(opened)}`)
  if (labels.length === 0) return []
  if (set.classes.every((name, i) => name === labels[i])) return []
  const [theirs, its] = [labels, set.classes].map((names) => `${names.slice(0, 3).join(', ')}, …`)
  // The classes of a folder of IDX files have no names but their numbers.
  if (said && ['cifar10', 'mnist', 'fashion-mnist'].includes(data))
    throw new UsageError(
      `these weights of ${network} are for the classes ${theirs}, and those of ${set.name} are ${its}`,
    )
  return [
    `these weights of ${network} are ${said ? '' : 'taken to be '}for the classes ${theirs}, and ` +
      `those of ${set.name} are ${its}`,
  ]
}

async function folder(data: string, opened: Opened, from?: string): Promise<Labelled> {
  const preprocessing = photoSteps(opened)
  const { labels, said } = opened
  const map = from === undefined ? {} : { map: await readFolderLabels(from) }
  const { files, notes } = await readFolder(data, { count: unitsOf(opened), names: labels, said, ...map })
  return {
    count: files.length,
    label: (i) => files[i]!.label,
    input: (i) => {
      const { path } = files[i]!
      return named(async () => preprocess(decodePicture(await bytesOf(path), path), preprocessing), `${path}: `)
    },
    preprocessing: { ...preprocessing, source: opened.steps },
    notes,
  }
}

const bytesOf = (path: string) =>
  readFile(path).catch((error: unknown) => {
    throw new DataError(`${path} cannot be read: ${messageOf(error)}`)
  })

/** As the weights' publisher makes photos ready. */
function photos(set: Dataset, steps: Preprocessing & { readonly source: string }, notes: readonly string[]): Labelled {
  const { name, count, labels, image } = set
  const [height, width] = set.size
  return {
    count,
    label: (i) => labels[i]!,
    input: (i) => named(() => preprocess({ width, height, pixels: image(i) }, steps), `image ${i} of ${name}: `),
    preprocessing: steps,
    notes,
  }
}

/** As `cnn train` makes them ready: by the data's own mean and deviation, grey ones and framed ones too. */
function images(set: Dataset, { network, net }: Opened, notes: readonly string[]): Labelled {
  const { count, batch } = testData(set, net, network)
  return {
    count,
    label: (i) => set.labels[i]!,
    input: async (i) => batch(Int32Array.of(i), 0).images,
    preprocessing: { ...set.normalisation, source: set.name },
    notes,
  }
}
