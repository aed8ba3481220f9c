/**
 * @file Class folders and the pictures in them, as they are on a disk: with links, folders within, and files of other
 * kinds.
 */

import { messageOf } from '@cnn/shapes'
import type { Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { DataError } from '../images.ts'

// Public API

export interface Contents {
  /** Paths of JPEG and PNG, by their names, in the order of their names. */
  readonly pictures: readonly string[]
  /** How many files of other picture formats there are, by their endings. */
  readonly others: ReadonlyMap<string, number>
}

/**
 * Names of the folders in a folder, sorted as torchvision's ImageFolder sorts them; links count as what they lead to.
 */
export const foldersIn = async (folder: string): Promise<string[]> => (await entriesOf(folder)).folders

/** Of a folder and all folders in it, as in `class/images/*`. Throws DataError for a folder that cannot be read. */
export async function contentsOf(folder: string): Promise<Contents> {
  const pictures: string[] = []
  const others = new Map<string, number>()
  // A link may lead to a folder above, which is no part of this one.
  const seen = new Set([await realpath(dirname(folder)).catch(() => '')])
  const walk = async (at: string): Promise<void> => {
    const real = await realpath(at).catch(() => at)
    if (seen.has(real)) return
    seen.add(real)
    const { folders, files } = await entriesOf(at)
    for (const name of files) {
      if (isPicture(name)) pictures.push(join(at, name))
      else if (otherPicture.test(name))
        others.set(extname(name).toLowerCase(), (others.get(extname(name).toLowerCase()) ?? 0) + 1)
    }
    for (const name of folders) await walk(join(at, name))
  }
  await walk(folder)
  return { pictures, others }
}

/** What is left out of class folders, a sentence each: files of other formats, and classes without a picture. */
export function notesOf(contents: readonly (Contents | undefined)[], names: readonly string[]): string[] {
  const others = new Map<string, number>()
  for (const inside of contents)
    for (const [ending, count] of inside?.others ?? []) others.set(ending, (others.get(ending) ?? 0) + count)
  const empty = names.filter((_, i) => contents[i]?.pictures.length === 0)
  const notes = [...others].map(
    ([ending, count]) => `${count} ${ending} ${count === 1 ? 'file is' : 'files are'} left out: JPEG and PNG are read`,
  )
  if (empty.length > 0)
    notes.push(`no JPEG or PNG in ${empty.length} of ${names.length} class folders: ${empty.slice(0, 5).join(', ')}`)
  return notes
}

/** Pictures in the folder itself. */
export const picturesIn = async (folder: string): Promise<string[]> => (await entriesOf(folder)).files.filter(isPicture)

/** What people call the folder beside `train`. */
export const testFolders = ['test', 'val', 'valid', 'validation'] as const

/** By its name. */
export const isPicture = (name: string): boolean => /\.(jpe?g|png)$/i.test(name) && !basename(name).startsWith('.')

// Implementation

const otherPicture = /\.(webp|gif|bmp|tiff?|avif|hei[cf]|jxl|jp2|ppm|pgm)$/i

/**
 * Without hidden ones, and without pipes and devices, which would never end. Throws DataError where it or a link in it
 * cannot be read.
 */
async function entriesOf(folder: string): Promise<{ folders: string[]; files: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(folder, error)
  })
  const folders: string[] = []
  const files: string[] = []
  for (const entry of entries.filter(({ name }) => !name.startsWith('.'))) {
    const kind = entry.isSymbolicLink() ? await behind(join(folder, entry.name)) : entry
    if (kind?.isDirectory()) folders.push(entry.name)
    if (kind?.isFile()) files.push(entry.name)
  }
  return { folders: folders.sort(), files: files.sort() }
}

/** What a link leads to; undefined where that is gone. */
const behind = (link: string): Promise<Pick<Stats, 'isDirectory' | 'isFile'> | undefined> =>
  stat(link).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    // It may be a class, which would be missing without a word; a picture is told of when its turn comes.
    if (!isPicture(link)) throw unreadable(link, error)
    return { isDirectory: () => false, isFile: () => true }
  })

const unreadable = (path: string, error: unknown): DataError =>
  new DataError(`${path} is no folder that can be read: ${messageOf(error)}`)
