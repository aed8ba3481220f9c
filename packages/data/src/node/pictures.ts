/** @file A folder of class folders as a data set whose pictures are all of one size. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dataset } from '../dataset.ts'
import { imagenetNormalisation } from '../imagenet.ts'
import { DataError } from '../images.ts'
import { square } from '../preprocess.ts'
import { decodePicture } from './decode.ts'
import { contentsOf, foldersIn, testFolders } from './class-folders.ts'

// Public API

export interface PicturesOptions {
  /** Pixels of the shorter side after resizing, of which the square in the middle is kept (Krizhevsky et al. 2012, 2). */
  readonly size: number
  /** Bytes of decoded pictures that are kept, so that they are decoded once and not in every epoch. */
  readonly memory?: number
}

/**
 * The pictures of `folder/train` and of one of `testFolders`, a folder for each class. Where there are none in `train`, the class
 * folders are in `folder` itself, and the last of every ten pictures of a class, in the order of their names, is for the test.
 * Classes are in the order of their names, as in torchvision's ImageFolder. Pictures are decoded as they are asked for.
 */
export async function readPictures(
  folder: string,
  split: 'train' | 'test',
  { size, memory = 2 ** 30 }: PicturesOptions,
): Promise<Dataset> {
  const files = await list(folder, split)
  const { classes } = files
  const paths = files.pictures.map(({ path }) => path)
  const labels = Int32Array.from(files.pictures, ({ label }) => label)
  const kept = new Map<number, Uint8Array>()
  const image = (i: number): Uint8Array => {
    const known = kept.get(i)
    if (known) return known
    const pixels = decode(paths[i]!, size)
    if ((kept.size + 1) * pixels.length <= memory) kept.set(i, pixels)
    return pixels
  }
  return {
    name: `${folder}, ${split}`,
    classes,
    count: paths.length,
    size: [size, size, 3],
    labels,
    normalisation: imagenetNormalisation,
    image,
  }
}

// Implementation

interface Files {
  readonly classes: readonly string[]
  readonly pictures: readonly { readonly path: string; readonly label: number }[]
}

async function list(folder: string, split: 'train' | 'test'): Promise<Files> {
  const inside = await foldersIn(folder)
  // A railway train is a class, with pictures and no folders.
  const parted = inside.includes('train') && (await foldersIn(join(folder, 'train'))).length > 0
  const classes = parted ? await foldersIn(join(folder, 'train')) : inside
  if (classes.length < 2)
    throw new DataError(`${folder} has ${classes.length} class folders; there must be at least two, of a class each`)
  const own = parted && split === 'test' ? testFolders.find((name) => inside.includes(name)) : 'train'
  if (own === undefined) throw new DataError(`${folder} has no folder ${testFolders.join(', ')} beside train`)
  const root = parted ? join(folder, own) : folder
  const inTest = parted ? await foldersIn(root) : inside
  if (parted) {
    const strange = inTest.find((name) => !classes.includes(name))
    if (strange !== undefined)
      throw new DataError(`${join(root, strange)} is no class: ${join(folder, 'train')} has no such folder`)
  }
  const lists = await Promise.all(
    classes.map(async (name, label) => {
      // A class may have no folder for the test.
      const all = inTest.includes(name) ? (await contentsOf(join(root, name))).pictures : []
      const chosen = parted ? all : all.filter((_, i) => (i % 10 === 9) === (split === 'test'))
      return chosen.map((path) => ({ path, label }))
    }),
  )
  const pictures = lists.flat()
  if (pictures.length === 0) throw new DataError(`${root} holds no JPEG or PNG for ${split} in its class folders`)
  return { classes, pictures }
}

/** Read at once and not by promise, since a batch is made in one go; decoding takes far longer than reading. */
function decode(path: string, size: number): Uint8Array {
  let bytes
  try {
    bytes = readFileSync(path)
  } catch {
    throw new DataError(`${path} cannot be read`)
  }
  return square(decodePicture(bytes, path), { resize: size, crop: size, interpolation: 'bilinear' })
}
