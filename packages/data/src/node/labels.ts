/** @file Which class a folder is of. */

import { printable } from '@cnn/shapes'
import { DataError } from '../images.ts'
import { imagenetSynsets } from '../synsets.ts'

// Public API

/** The classes that folders are matched with. */
export interface Classes {
  /** Units of the network's last layer. */
  readonly count: number
  /** Their names, in the order of the outputs; empty where they are not known. */
  readonly names?: readonly string[]
  /** Whether the weights themselves say these names, so that no other folder can be meant. */
  readonly said?: boolean
  /** The user's word on each folder: its class by number or by name. */
  readonly map?: Readonly<Record<string, number | string>>
}

/**
 * The class of each folder, by the first of these rules that fits **all** of them:
 *
 * 1. what the user's map says;
 * 2. their names are names of classes;
 * 3. they are WordNet ids, and the network has ImageNet's 1000 classes;
 * 4. there are as many as classes, and the weights say no names: sorted they are 0, 1, …, as torchvision's ImageFolder
 *    has them;
 * 5. there are fewer: each is the name or the number of a class.
 *
 * Throws DataError where none fits, and where two folders would be of one class.
 */
export function labelFolders(root: string, folders: readonly string[], classes: Classes): Map<string, number> {
  const label = rule(root, folders, classes)
  const taken = new Map<number, string>()
  return new Map(
    folders.map((folder, rank) => {
      const at = label(folder, rank)
      const other = taken.get(at)
      if (other !== undefined)
        throw new DataError(`${root}: the folders '${other}' and '${folder}' would both be class ${at}`)
      taken.set(at, folder)
      return [folder, at]
    }),
  )
}

/** A number that somebody typed, or a folder's name. */
export const isClass = (text: string, count: number): boolean => /^\d+$/.test(text) && Number(text) < count

// Implementation

function rule(root: string, folders: readonly string[], classes: Classes): (folder: string, rank: number) => number {
  const { count, names = [], said = false, map } = classes
  const find = finder(classes)
  if (map) return (folder) => byMap(folder, map, classes)
  const named = byName(names)
  if (folders.every((name) => named.has(plain(name)))) return (folder) => named.get(plain(folder))!
  if (count === 1000 && folders.every((name) => /^n\d{8}$/.test(name))) return bySynset(root)
  if (said)
    throw new DataError(
      `${root} has the folders ${list(folders)}, and the weights are for the classes ${list(names)}; ${advice}`,
    )
  if (folders.length === count) return (_, rank) => rank
  return (folder) => {
    const label = find(folder)
    if (label !== undefined) return label
    throw new DataError(
      `${root} has ${folders.length} folders and the network ${count} classes, and '${folder}' is ` +
        'neither the number of a class, ' +
        `0 to ${count - 1}, nor one of its names; so its class is not known. ${advice}`,
    )
  }
}

const advice = '--labels FILE can say which folder is which class'
/** Names of classes are shown without control characters, and folders may have them. */
const plain = (name: string): string => printable(name).toLowerCase().replaceAll('_', ' ')
const list = (names: readonly string[]): string => `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`

/** Two classes of ImageNet are called crane, and two maillot: those names say nothing. */
function byName(names: readonly string[]): Map<string, number> {
  const all = names.map(plain)
  return new Map(all.flatMap((name, i) => (all.indexOf(name) === all.lastIndexOf(name) ? [[name, i] as const] : [])))
}

function bySynset(root: string): (folder: string) => number {
  const ids = new Map(imagenetSynsets().map((id, i) => [id, i]))
  return (folder) => {
    const at = ids.get(folder)
    if (at === undefined) throw new DataError(`${root}: ${folder} is none of ImageNet's 1000 WordNet ids`)
    return at
  }
}

/** By name first, since classes may be called by numbers that begin at 1. */
function finder({ count, names = [] }: Classes): (text: string) => number | undefined {
  const named = byName(names)
  return (text) => named.get(plain(text)) ?? (isClass(text, count) ? Number(text) : undefined)
}

function byMap(folder: string, map: Readonly<Record<string, number | string>>, classes: Classes): number {
  if (!Object.hasOwn(map, folder)) throw new DataError(`the labels say nothing of the folder '${folder}'`)
  const label = finder(classes)(String(map[folder]))
  if (label === undefined)
    throw new DataError(
      `the labels say '${map[folder]}' of the folder '${folder}', which is no class: 0 to ` +
        `${classes.count - 1}, or a name`,
    )
  return label
}
