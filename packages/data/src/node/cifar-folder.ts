/** @file CIFAR-10 and CIFAR-100 in a folder, in each of the forms in which their authors give them. */

import { join } from 'node:path'
import { parseCifarNames, parseCifarPython } from '../cifar-python.ts'
import { cifar10Classes, parseCifar10, parseCifar100 } from '../sets/cifar10.ts'
import { DataError, joinImages, type Images } from '../images.ts'
import { readPlainFile } from './disk/plain-file.ts'

// Public API

/** Reads one part of a folder. Throws DataError that says which file is missing, cut off or damaged. */
export type ReadPart = (split: 'train' | 'test') => Promise<Images>

/**
 * By the names of the files in the folder: two binary forms, two of Python. Undefined for a folder that is none of
 * them.
 */
export function cifarIn(folder: string, names: readonly string[]): ReadPart | undefined {
  if (names.some((name) => /^(data|test)_batch.*\.bin$/.test(name))) return (split) => binary10(folder, split)
  if (names.some((name) => /^(data_batch_\d|test_batch)$/.test(name))) return (split) => python10(folder, split)
  if (names.includes('train.bin') && names.includes('test.bin')) return (split) => binary100(folder, split)
  const python100 = ['train', 'test', 'meta'].every((name) => names.includes(name))
  return python100 ? (split) => pythonOf100(folder, split) : undefined
}

// Implementation

const batches = { train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}`), test: ['test_batch'] }

async function read(
  folder: string,
  name: string,
  all: readonly string[],
): Promise<{ bytes: Uint8Array; file: string }> {
  const file = join(folder, name)
  const bytes = await readPlainFile(file).catch(() => {
    throw new DataError(`${file} cannot be read; the folder has to hold ${all.join(', ')}`)
  })
  return { bytes, file }
}

/** One after the other, since all at once take twice the memory. */
async function parts(folder: string, files: readonly string[], parse: (bytes: Uint8Array, file: string) => Images) {
  const images: Images[] = []
  for (const name of files) {
    const { bytes, file } = await read(folder, name, files)
    images.push(parse(bytes, file))
  }
  return joinImages(images)
}

const binary10 = (folder: string, split: 'train' | 'test') =>
  parts(
    folder,
    batches[split].map((name) => `${name}.bin`),
    parseCifar10,
  )

const python10 = (folder: string, split: 'train' | 'test') =>
  parts(folder, batches[split], (bytes, file) => parseCifarPython(bytes, cifar10Classes, file))

/** The names come beside the images; without them classes are called by number. */
async function binary100(folder: string, split: 'train' | 'test'): Promise<Images> {
  const text = await readPlainFile(join(folder, 'fine_label_names.txt')).catch(() => undefined)
  const names =
    text?.toString('utf8').split(/\r?\n/).filter(Boolean) ?? Array.from({ length: 100 }, (_, i) => String(i))
  return parts(folder, [`${split}.bin`], (bytes, file) => parseCifar100(bytes, names, file))
}

async function pythonOf100(folder: string, split: 'train' | 'test'): Promise<Images> {
  const { bytes: meta, file: of } = await read(folder, 'meta', ['train', 'test', 'meta'])
  const names = parseCifarNames(meta, of)
  return parts(folder, [split], (bytes, file) => parseCifarPython(bytes, names, file))
}
