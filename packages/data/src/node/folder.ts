/**
 * @file Labelled pictures in a folder: one folder for each class, or the layout in which ILSVRC's validation pictures
 * come.
 */

import { basename, dirname, join, resolve } from 'node:path'
import { DataError } from '../images.ts'
import { contentsOf, foldersIn, notesOf, picturesIn, testFolders } from './class-folders.ts'
import { isClass, labelFolders, type Classes } from './labels.ts'
import { readPlainFile } from './disk/plain-file.ts'

// Public API

/** A picture and its class. */
export interface LabelledFile {
  readonly path: string
  /** From 0, in the order of the network's outputs. */
  readonly label: number
}

/** The pictures of a folder, with their classes. */
export interface LabelledFolder {
  readonly files: readonly LabelledFile[]
  /**
   * What a person should know before the figure, a sentence each: what is left out, and by which rule folders are
   * classes.
   */
  readonly notes: readonly string[]
}

/**
 * The pictures of a folder, in the order of their names, with those of folders within and of links.
 *
 * - Class folders, whose class `labelFolders` says. Where they are in `train` and in one of `testFolders`, those in the
 *   latter.
 * - `val.txt` beside the pictures or a folder above, a line each: `ILSVRC2012_val_00000001.JPEG 65`, numbers as above,
 *   from 0.
 * - `ILSVRC2012_validation_ground_truth.txt` of the development kit: a number each from 1. These are the kit's own
 *   numbers and not the order of the outputs, so it needs `synsets.txt` beside it: the kit's 1000 WordNet ids in the
 *   order of its numbers.
 */
export async function readFolder(folder: string, classes: Classes): Promise<LabelledFolder> {
  const root = resolve(folder)
  const folders = await foldersIn(root)
  const test = folders.includes('train') && testFolders.find((name) => folders.includes(name))
  if (test) return readFolder(join(folder, test), classes)
  const pictures = await picturesIn(root)
  const found =
    pictures.length > 0
      ? { files: await ilsvrc(root, pictures, classes.count), notes: [] }
      : await classFolders(root, folders, classes)
  if (found.files.length === 0) throw new DataError(`${folder} holds no JPEG or PNG, and no folder that does`)
  return found
}

// Implementation

async function classFolders(root: string, folders: readonly string[], classes: Classes): Promise<LabelledFolder> {
  if (folders.length === 0) return { files: [], notes: [] }
  const labels = labelFolders(root, folders, classes)
  const contents = await Promise.all(folders.map((name) => contentsOf(join(root, name))))
  const files = contents.flatMap(({ pictures }, i) => {
    const label = labels.get(folders[i]!)!
    return pictures.map((path) => ({ path, label }))
  })
  const notes = notesOf(contents, folders)
  if (folders.length < classes.count)
    notes.push(`${folders.length} of the network's ${classes.count} classes have a folder`)
  return { files, notes }
}

async function ilsvrc(root: string, pictures: readonly string[], classes: number): Promise<LabelledFile[]> {
  const list = await find(root, ['val.txt'])
  if (list) return byName(root, pictures, list, classes)
  const truth = await find(root, ['ILSVRC2012_validation_ground_truth.txt'])
  if (truth) return byNumber(root, pictures, truth, classes)
  throw new DataError(
    `${root} holds ${pictures.length} pictures and no word on their classes: put val.txt or ` +
      'ILSVRC2012_validation_ground_truth.txt ' +
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
      const text = await readPlainFile(path).catch(() => undefined)
      if (text !== undefined)
        return {
          path,
          lines: text
            .toString('utf8')
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
    if (!name || !label || more.length > 0 || !isClass(label, classes))
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
      `${truth.path} numbers the classes in the development kit's own order, which is not that of ` +
        'networks: put synsets.txt beside it, ' +
        `the kit's ${classes} WordNet ids (n02119789, …) a line each in the order of its numbers ` +
        `(ILSVRC2012_ID in meta.mat; @cnn/cli's README has a line of Python that writes it)`,
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
