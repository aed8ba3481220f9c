/** @file What `--data` names: pictures with the number of their class. */

import { readFile } from 'node:fs/promises'
import { DataError, preprocess, type Dataset, type Preprocessing } from '@cnn/data'
import { decodePicture, readFolder, readImageSet } from '@cnn/data/node'
import { testData } from '../train/data.ts'
import { UsageError } from '../terminal/usage.ts'
import { photoSteps, type Opened } from '../weights/open.ts'

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
  named(async () => {
    const set = await readImageSet(data, 'test')
    if (!set) return folder(data, opened)
    if (set.classes.length !== unitsOf(opened))
      throw new UsageError(`${set.name} has ${set.classes.length} classes, and the network ${unitsOf(opened)}`)
    return set.size[2] === 3 && opened.preprocessing
      ? photos(set, opened.preprocessing, opened.steps)
      : images(set, opened)
  })

// Implementation

const unitsOf = ({ net }: Opened): number => net.outputs['logits']!.shape.at(-1)!

async function folder(data: string, opened: Opened): Promise<Labelled> {
  const preprocessing = photoSteps(opened)
  const files = await readFolder(data, unitsOf(opened), opened.labels)
  return {
    count: files.length,
    label: (i) => files[i]!.label,
    input: (i) =>
      named(
        async () => preprocess(decodePicture(await readFile(files[i]!.path), files[i]!.path), preprocessing),
        `${files[i]!.path}: `,
      ),
    preprocessing: { ...preprocessing, source: opened.steps },
  }
}

/** As the weights' publisher makes photos ready. */
const photos = (
  { name, count, labels, size: [height, width], image }: Dataset,
  steps: Preprocessing,
  source: string,
): Labelled => ({
  count,
  label: (i) => labels[i]!,
  input: (i) => named(async () => preprocess({ width, height, pixels: image(i) }, steps), `image ${i} of ${name}: `),
  preprocessing: { ...steps, source },
})

/** As `cnn train` makes them ready: by the data's own mean and deviation, grey ones and framed ones too. */
function images(set: Dataset, { network, net }: Opened): Labelled {
  const { count, batch } = testData(set, net, network)
  return {
    count,
    label: (i) => set.labels[i]!,
    input: async (i) => batch(Int32Array.of(i), 0).images,
    preprocessing: { ...set.normalisation, source: set.name },
  }
}

/** DataError as UsageError, which says what the user can put right; `before` where the message does not begin so by itself. */
async function named<T>(work: () => Promise<T>, before = ''): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new UsageError(
      error.message.startsWith(before.replace(/: $/, '')) ? error.message : `${before}${error.message}`,
    )
  }
}
