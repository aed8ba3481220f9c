/** @file Labelled pictures in a folder: one folder for each class, or the layout in which ILSVRC's validation pictures come. */

import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { DataError } from '../images.ts'

// Public API

export interface LabelledFile {
  readonly path: string
  /** From 0, in the order of the network's outputs. */
  readonly label: number
}

/**
 * The pictures of a folder, in the order of their names.
 *
 * - Class folders: the folders, sorted by name, are classes 0, 1, … That is ImageNet's order if they are named by WordNet id
 *   and all 1000 are there. Where there are fewer than `classes`, every folder must be named by its number or by its `names`.
 *   Where they are in `train` and in one of `testFolders`, those in the latter.
 * - `val.txt` beside the pictures or a folder above, a line each: `ILSVRC2012_val_00000001.JPEG 65`, numbers as above, from 0.
 * - `ILSVRC2012_validation_ground_truth.txt` of the development kit: a number each from 1. These are the kit's own numbers and
 *   not the order of the outputs, so it needs `synsets.txt` beside it: the kit's 1000 WordNet ids in the order of its numbers.
 */
export async function readFolder(
  folder: string,
  classes: number,
  names: readonly string[] = [],
): Promise<LabelledFile[]> {
  const root = resolve(folder)
  const entries = await readdir(root, { withFileTypes: true }).catch(() => {
    throw new DataError(`${folder} is no folder that can be read`)
  })
  const pictures = entries.filter((entry) => entry.isFile() && isPicture(entry.name)).map(({ name }) => name)
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
  const test = folders.includes('train') && testFolders.find((name) => folders.includes(name))
  if (test) return readFolder(join(folder, test), classes, names)
  const files =
    pictures.length > 0
      ? await ilsvrc(root, pictures.sort(), classes)
      : await classFolders(root, folders.sort(), classes, names)
  if (files.length === 0) throw new DataError(`${folder} holds no JPEG or PNG, and no folder that does`)
  return files
}

/** What people call the folder beside `train`. */
export const testFolders = ['test', 'val', 'valid', 'validation'] as const

/** By its name; hidden files are none. */
export const isPicture = (name: string): boolean => /\.(jpe?g|png)$/i.test(name) && !name.startsWith('.')

// Implementation

async function classFolders(
  root: string,
  folders: readonly string[],
  classes: number,
  names: readonly string[],
): Promise<LabelledFile[]> {
  const files: LabelledFile[] = []
  for (const [i, name] of folders.entries()) {
    const label =
      folders.length === classes && !isNumber(name, classes) && !names.includes(name)
        ? i
        : labelOf(name, classes, names)
    if (label === undefined)
      throw new DataError(
        `${root} has ${folders.length} folders and the network ${classes} classes, and '${name}' is neither the number of a class, ` +
          `0 to ${classes - 1}, nor one of its names; so its class is not known`,
      )
    const inside = await readdir(join(root, name))
    files.push(
      ...inside
        .filter(isPicture)
        .sort()
        .map((file) => ({ path: join(root, name, file), label })),
    )
  }
  return files
}

const isNumber = (name: string, classes: number): boolean => /^\d+$/.test(name) && Number(name) < classes

function labelOf(name: string, classes: number, names: readonly string[]): number | undefined {
  // First, since classes may be called by numbers that begin at 1.
  const at = names.indexOf(name)
  // Two classes of ImageNet are called crane, and two maillot.
  if (at >= 0 && names.lastIndexOf(name) === at) return at
  return isNumber(name, classes) ? Number(name) : undefined
}

async function ilsvrc(root: string, pictures: readonly string[], classes: number): Promise<LabelledFile[]> {
  const list = await find(root, ['val.txt'])
  if (list) return byName(root, pictures, list, classes)
  const truth = await find(root, ['ILSVRC2012_validation_ground_truth.txt'])
  if (truth) return byNumber(root, pictures, truth, classes)
  throw new DataError(
    `${root} holds ${pictures.length} pictures and no word on their classes: put val.txt or ILSVRC2012_validation_ground_truth.txt ` +
      `(with synsets.txt) beside them or a folder above, or sort the pictures into one folder for each class`,
  )
}

interface TextFile {
  readonly path: string
  readonly lines: readonly string[]
}

/** Beside the pictures, or a folder above. */
async function find(root: string, names: readonly string[]): Promise<TextFile | undefined> {
  for (const folder of [root, dirname(root)])
    for (const name of names) {
      const path = join(folder, name)
      const text = await readFile(path, 'utf8').catch(() => undefined)
      if (text !== undefined)
        return {
          path,
          lines: text
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        }
    }
  return undefined
}

function byName(root: string, pictures: readonly string[], { path, lines }: TextFile, classes: number): LabelledFile[] {
  const labels = new Map<string, number>()
  for (const [i, line] of lines.entries()) {
    const [name, label, ...more] = line.split(/\s+/)
    if (!name || !label || more.length > 0 || !isNumber(label, classes))
      throw new DataError(`${path}, line ${i + 1}: '${line}' is no name and a class from 0 to ${classes - 1}`)
    labels.set(basename(name), Number(label))
  }
  return pictures.map((name) => {
    const label = labels.get(name)
    if (label === undefined) throw new DataError(`${path} says nothing of ${name}`)
    return { path: join(root, name), label }
  })
}

async function byNumber(
  root: string,
  pictures: readonly string[],
  truth: TextFile,
  classes: number,
): Promise<LabelledFile[]> {
  const synsets = await find(root, ['synsets.txt'])
  if (!synsets)
    throw new DataError(
      `${truth.path} numbers the classes in the development kit's own order, which is not that of networks: put synsets.txt beside it, ` +
        `the kit's ${classes} WordNet ids (n02119789, …) a line each in the order of its numbers (ILSVRC2012_ID in meta.mat; @cnn/cli's README has a line of Python that writes it)`,
    )
  const ids = synsets.lines.map((line) => line.split(/\s+/)[0]!)
  const order = [...ids].sort()
  if (ids.length !== classes || new Set(ids).size !== ids.length || ids.some((id) => !/^n\d{8}$/.test(id)))
    throw new DataError(
      `${synsets.path} must hold ${classes} different WordNet ids, a line each; it has ${ids.length} lines`,
    )
  return pictures.map((name) => {
    const number = Number(/(\d+)\.\w+$/.exec(name)?.[1])
    const line = truth.lines[number - 1]
    if (line === undefined) throw new DataError(`${truth.path} has ${truth.lines.length} lines, and none for ${name}`)
    const id = ids[Number(line) - 1]
    if (id === undefined)
      throw new DataError(`${truth.path}, line ${number}: '${line}' is no number from 1 to ${classes}`)
    return { path: join(root, name), label: order.indexOf(id) }
  })
}
