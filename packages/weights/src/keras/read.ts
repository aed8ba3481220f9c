/**
 * @file Keras's .h5 (weights alone or the whole model, of Keras 1, 2 and 3), .weights.h5 of Keras 3, and .keras (an
 * archive with such a file). Formats: keras/src/legacy/saving/legacy_h5_format.py, `save_weights_to_hdf5_group`;
 * keras/src/saving/saving_lib.py.
 */

import { mostUnpacked } from '@cnn/shapes'
import type { Tensor } from '@cnn/shapes'
import { checkFinite, type Checkpoint } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { unzip } from '../bytes/zip.ts'
import { readHdf5, type Contents, type Thing } from './hdf5.ts'
import { keras3Names, readConfig } from './keras3.ts'
import { legacyNames } from './legacy.ts'

// Public API

/**
 * Reads the tensors as `layer/kernel`, `layer/gamma`, … in the order of the layers where the file tells it, else in
 * that of their names. Layers that are only numbered by their class are `conv2d#0`, `conv2d#1`. Rejects with
 * FormatError on every inconsistency. Loads h5wasm, of 4 MB.
 */
export async function readKeras(bytes: Uint8Array): Promise<Checkpoint> {
  const most = mostUnpacked(bytes.length)
  if (bytes[0] !== 0x50) {
    const contents = await readHdf5(bytes, most)
    const isKeras3 = contents.things.some(({ path }) => /(^|\/)vars\/\d+$/.test(path))
    return named(contents.things, isKeras3 ? keras3Names(contents) : legacyNames(contents))
  }
  const files = unzip(bytes, (name) => name === 'model.weights.h5' || name === 'config.json')
  const inner = files.get('model.weights.h5')
  if (!inner) throw new FormatError('the archive is no Keras model: it holds no model.weights.h5')
  const config = readConfig(files.get('config.json'))
  const contents = await readHdf5(inner, most)
  return named(contents.things, keras3Names(contents, config))
}

// Implementation

/** By the name of each path, in the order of the names that are there. */
function named(things: Contents['things'], names: ReadonlyMap<string, string>): Checkpoint {
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  const byPath = new Map(things.map((thing) => [thing.path, thing]))
  const ordered = [...names.keys()].flatMap((path) => byPath.get(path) ?? [])
  const others = things.filter(({ path }) => !names.has(path))
  for (const { path, shape, data } of [...ordered, ...others] satisfies Thing[]) {
    const name = names.get(path) ?? path
    if (!data) {
      skipped.push(name)
      continue
    }
    if (weights.has(name)) throw new FormatError(`two tensors of the HDF5 file are '${name}'`)
    weights.set(name, checkFinite(name, { shape, data }))
  }
  return { weights, metadata: {}, skipped }
}
