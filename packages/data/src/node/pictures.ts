/** @file A folder of class folders as a data set whose pictures are all of one size. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dataset } from '../dataset.ts'
import { greyNormalisation, imagenetNormalisation } from '../imagenet.ts'
import { DataError } from '../images.ts'
import { cutCentre, greyOf } from '../preprocess.ts'
import { heightAndWidth, type Sides } from '../sides.ts'
import { decodePicture } from './decode.ts'
import { contentsOf, foldersIn, notesOf, testFolders } from './class-folders.ts'

// Public API

/** How pictures become images of one size. */
export interface PicturesOptions {
  /**
   * Pixels of the shorter side after resizing, of which the square in the middle is kept (Krizhevsky et al. 2012, 2);
   * or height and width, of which the picture keeps what is in its middle.
   */
  readonly size: Sides
  /** 1 for grey; 3 if absent. */
  readonly channels?: 1 | 3
  /** Bytes of decoded pictures that are kept, so that they are decoded once and not in every epoch. */
  readonly memory?: number
  /**
   * Told a sentence for each picture that cannot be read, which is then left out, and of files of other formats and
   * empty classes. All pictures are decoded for it before there is a data set. Without it a picture that cannot be read
   * is an error when its turn comes.
   */
  readonly leftOut?: (sentence: string) => void
}

/**
 * The pictures of `folder/train` and of one of `testFolders`, a folder for each class. Where there are none in `train`,
 * the class folders are in `folder` itself, and the last of every ten pictures of a class, in the order of their names,
 * is for the test. Classes are in the order of their names, as in torchvision's ImageFolder. Pictures are decoded as
 * they are asked for.
 */
export async function readPictures(
  folder: string,
  split: 'train' | 'test',
  { size, channels = 3, memory = 2 ** 30, leftOut }: PicturesOptions,
): Promise<Dataset> {
  const { classes, pictures: all, notes } = await list(folder, split)
  const kept = new Map<string, Uint8Array>()
  const pixelsOf = (path: string): Uint8Array => {
    const known = kept.get(path)
    if (known) return known
    const pixels = decode(path, size, channels)
    if ((kept.size + 1) * pixels.length <= memory) kept.set(path, pixels)
    return pixels
  }
  for (const note of notes) leftOut?.(note)
  const pictures = leftOut ? all.filter(({ path }) => complaint(() => pixelsOf(path), leftOut)) : all
  if (pictures.length === 0)
    throw new DataError(`none of the ${all.length} pictures of ${folder} for ${split} can be read`)
  const image = (i: number): Uint8Array => pixelsOf(pictures[i]!.path)
  const labels = Int32Array.from(pictures, ({ label }) => label)
  return {
    name: `${folder}, ${split}`,
    classes,
    count: pictures.length,
    size: [...heightAndWidth(size), channels],
    labels,
    normalisation: channels === 3 ? imagenetNormalisation : greyNormalisation,
    image,
  }
}

// Implementation

interface Files {
  /** What a person should know before the training, a sentence each. */
  readonly notes: readonly string[]
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
  const contents = await Promise.all(
    // A class may have no folder for the test.
    classes.map(async (name) => (inTest.includes(name) ? contentsOf(join(root, name)) : undefined)),
  )
  const pictures = contents.flatMap((content, label) => {
    const all = content?.pictures ?? []
    const chosen = parted ? all : all.filter((_, i) => (i % 10 === 9) === (split === 'test'))
    return chosen.map((path) => ({ path, label }))
  })
  if (pictures.length === 0) throw new DataError(`${root} holds no JPEG or PNG for ${split} in its class folders`)
  // Of folders that are for both it is told once.
  const notes = parted || split === 'train' ? notesOf(contents, classes) : []
  return { classes, pictures, notes }
}

/** Read at once and not by promise, since a batch is made in one go; decoding takes far longer than reading. */
function decode(path: string, size: Sides, channels: 1 | 3): Uint8Array {
  let bytes
  try {
    bytes = readFileSync(path)
  } catch {
    throw new DataError(`${path} cannot be read`)
  }
  const steps = { resize: size, crop: size, interpolation: 'bilinear' } as const
  const picture = decodePicture(bytes, path)
  return channels === 3 ? cutCentre(picture, steps) : cutCentre(greyOf(picture), steps).filter((_, i) => i % 3 === 0)
}

/** Whether the work can be done; what is wrong with the data is told. */
function complaint(work: () => unknown, tell: (sentence: string) => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    tell(error.message)
    return false
  }
}
