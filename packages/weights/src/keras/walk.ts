/**
 * @file What lies in an HDF5 file, read by h5wasm: the HDF5 library itself in WebAssembly, so that a file of a stranger
 * cannot reach out of its sandbox. jsfive, which is smaller, ended the process on a changed file of 14 kB.
 */

import { elements, formatShape, hdf5Bounds } from '@cnn/shapes'
import type * as Hdf5 from 'h5wasm'
import { checkCount, checkShape } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'

// Public API

/** A dataset; without data if it is none of floats, or of what no network has. */
export interface Thing {
  readonly path: string
  readonly shape: readonly number[]
  readonly data?: Float32Array<ArrayBuffer>
}

export interface Contents {
  readonly things: readonly Thing[]
  /**
   * What groups say in attributes, by their paths: the topmost, whose path is '', `layer_names`, a layer
   * `weight_names`, its `vars` its `name`.
   */
  readonly lists: ReadonlyMap<string, readonly string[]>
}

/**
 * Loads the library, of 4 MB; what is given reads one file after the other, whose tensors may have so many bytes.
 * Rejects with FormatError where the library is not installed.
 */
export async function openFile(): Promise<(bytes: Uint8Array, most: number) => Contents> {
  h5wasm = await load()
  const library = (await h5wasm.ready) as unknown as Library
  // Else every damaged file prints pages.
  library.activate_throwing_error_handler()
  let files = 0
  return (bytes, most) => {
    const name = `${++files}.h5`
    let file: Hdf5.File | undefined
    try {
      library.FS.writeFile(name, bytes)
      file = new h5wasm.File(name, 'r')
      if (file.file_id < 0n) throw new FormatError('the HDF5 file cannot be opened: it is damaged or cut off')
      return readAll(file, most)
    } finally {
      try {
        file?.close()
        library.FS.unlink(name)
      } catch {
        // Damaged files do not close.
      }
    }
  }
}

// Implementation

let h5wasm: typeof Hdf5

/** Only who reads HDF5 needs it installed; without it, bundlers leave this out with a warning. */
async function load(): Promise<typeof Hdf5> {
  try {
    return await import('h5wasm')
  } catch (error) {
    throw new FormatError('HDF5 is read by the package h5wasm, which is not installed: npm install h5wasm', {
      cause: error,
    })
  }
}

/** What h5wasm's own types leave out. */
interface Library {
  readonly FS: { writeFile(name: string, bytes: Uint8Array): void; unlink(name: string): void }
  activate_throwing_error_handler(): number
}

function readAll(file: Hdf5.File, most: number): Contents {
  const root = file.get('model_weights')
  const top = root instanceof h5wasm.Group ? root : file
  const lists = new Map<string, readonly string[]>()
  const things: Thing[] = []
  let bytes = 0
  for (const { path, item } of walk(top)) {
    if (item instanceof h5wasm.Group) {
      const list = listOf(item, path === '' ? 'layer_names' : /(^|\/)vars$/.test(path) ? 'name' : 'weight_names')
      if (list) lists.set(path, list)
      continue
    }
    const { shape, dtype } = item
    checkShape(path, shape)
    const width = typeof dtype === 'string' ? floats[dtype] : undefined
    if (width === undefined || /(^|\/)(seed_generator|optimizer|_counter)(\/|$)/.test(path)) {
      things.push({ path, shape })
      continue
    }
    // What HDF5 compresses or leaves unwritten may claim any size.
    bytes += elements(shape) * width
    if (bytes > most)
      throw new FormatError(`tensor '${path}' of shape ${formatShape(shape)} is larger than its file can hold`)
    things.push({ path, shape: [...shape], data: valuesOf(item, path, shape) })
  }
  checkCount(things.length)
  return { things, lists }
}

function valuesOf(dataset: Hdf5.Dataset, path: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
  const { value } = dataset
  if (!ArrayBuffer.isView(value) && !Array.isArray(value) && typeof value !== 'number')
    throw new FormatError(`the values of tensor '${path}' cannot be read`)
  const data = Float32Array.from(typeof value === 'number' ? [value] : (value as Float32Array))
  if (data.length !== elements(shape))
    throw new FormatError(`tensor '${path}' of shape ${formatShape(shape)} has ${data.length} values`)
  return data
}

/** Little-endian, as all machines that Keras runs on. */
const floats: Readonly<Record<string, number>> = { '<f': 4, '<d': 8, '<e': 2 }

/** A list of names in the attributes, which are split where they are long: `weight_names0`, `weight_names1`. */
function listOf(group: Hdf5.Group, name: string): string[] | undefined {
  const keys = Object.keys(group.attrs)
  const wanted = keys.includes(name)
    ? [name]
    : keys.filter((key) => key.startsWith(name) && /^\d+$/.test(key.slice(name.length)))
  if (wanted.length === 0) return undefined
  const numbered = wanted.toSorted((a, b) => Number(a.slice(name.length)) - Number(b.slice(name.length)))
  const names = numbered.flatMap((key) => group.attrs[key]!.value as unknown)
  return names.every((one) => typeof one === 'string') ? names : undefined
}

type Item = { readonly path: string; readonly item: Hdf5.Group | Hdf5.Dataset }

/** Every group and dataset, by a walk that ends though links may go round. */
function* walk(top: Hdf5.Group): Generator<Item> {
  const { things: mostThings, depth } = hdf5Bounds
  const waiting: { path: string; item: Hdf5.Group }[] = [{ path: '', item: top }]
  let seen = 0
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { path, item: group } = next
    yield next
    for (const key of group.keys()) {
      if (++seen > mostThings) throw new FormatError(`the HDF5 file holds more than ${mostThings} things, or itself`)
      const inner = path === '' ? key : `${path}/${key}`
      if (inner.split('/').length > depth)
        throw new FormatError(`the HDF5 file holds '${inner.slice(0, 100)}', deeper than any model`)
      const item = group.get(key)
      if (item instanceof h5wasm.Group) waiting.push({ path: inner, item })
      else if (item instanceof h5wasm.Dataset) yield { path: inner, item }
      else
        throw new FormatError(
          `'${inner.slice(0, 100)}' of the HDF5 file is neither a group nor values; links are not followed`,
        )
    }
  }
}
