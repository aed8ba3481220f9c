/** @file What `--data` names: pictures with the number of their class. */

import { readFile } from 'node:fs/promises'
import { DataError, preprocess, type Picture } from '@cnn/data'
import { decodePicture, readCifar10, readFolder } from '@cnn/data/node'
import { UsageError } from '../usage.ts'
import type { Opened } from './source.ts'

// Public API

export interface Labelled {
  readonly count: number
  readonly label: (i: number) => number
  /** Ready for the network. Throws UsageError that names the picture. */
  readonly input: (i: number) => Promise<Float32Array>
}

/** Throws UsageError for data that cannot be read, or has other classes than the network. */
export async function labelled(data: string, opened: Opened): Promise<Labelled> {
  const classes = opened.net.outputs['logits']!.shape.at(-1)!
  const { count, label, picture, name } = await explained(() =>
    data === 'cifar10' ? cifar10(classes) : folder(data, classes, opened.labels),
  )
  return {
    count,
    label,
    input: async (i) => {
      const found = await explained(() => picture(i))
      return explained(() => Promise.resolve(preprocess(found, opened.preprocessing)), `${name(i)}: `)
    },
  }
}

// Implementation

interface Pictures {
  readonly count: number
  readonly label: (i: number) => number
  readonly picture: (i: number) => Promise<Picture>
  /** For an error. */
  readonly name: (i: number) => string
}

async function folder(data: string, classes: number, labels: readonly string[]): Promise<Pictures> {
  const files = await readFolder(data, classes, labels)
  return {
    count: files.length,
    label: (i) => files[i]!.label,
    picture: async (i) => decodePicture(await readFile(files[i]!.path), files[i]!.path),
    name: (i) => files[i]!.path,
  }
}

async function cifar10(classes: number): Promise<Pictures> {
  if (classes !== 10) throw new UsageError(`CIFAR-10 has 10 classes, and the network ${classes}`)
  const { count, labels, pixels } = await readCifar10('test')
  const each = 32 * 32 * 3
  return {
    count,
    label: (i) => labels[i]!,
    picture: async (i) => ({ width: 32, height: 32, pixels: pixels.subarray(i * each, (i + 1) * each) }),
    name: (i) => `image ${i} of CIFAR-10`,
  }
}

async function explained<T>(work: () => Promise<T>, before = ''): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof DataError ? new UsageError(`${before}${error.message}`) : error
  }
}
