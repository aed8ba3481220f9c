/**
 * @file Keras's .h5 (weights alone or the whole model) and .keras (an archive with model.weights.h5, Keras 3). HDF5 is read by h5wasm,
 * the HDF5 library itself in WebAssembly, so that a file of a stranger cannot reach out of its sandbox. jsfive, which is smaller, ended the
 * process on a changed file of 14 kB.
 * Formats: keras/src/legacy/saving/legacy_h5_format.py, `save_weights_to_hdf5_group`; keras/src/saving/saving_lib.py.
 */

import { elements, formatShape, type Tensor } from '@cnn/shapes'
import type { Dataset, Group, File as HdfFile } from 'h5wasm'
import { checkFinite, checkShape, type Checkpoint } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { unzip } from '../zip.ts'

// Public API

/** Reads the tensors as `layer/kernel`, `layer/gamma`, … Rejects with FormatError on every inconsistency. Loads h5wasm, of 4 MB, when called. */
export async function readKeras(bytes: Uint8Array): Promise<Checkpoint> {
  if (bytes[0] !== 0x50) return readHdf5(bytes, () => legacyName)
  const files = unzip(bytes, (name) => name === 'model.weights.h5' || name === 'config.json')
  const inner = files.get('model.weights.h5')
  if (!inner) throw new FormatError('the archive is no Keras model: it holds no model.weights.h5')
  const variables = variablesOf(files.get('config.json'))
  return readHdf5(inner, (paths) => keras3Names(paths, variables))
}

// Implementation

/** From all paths of a file to the name of each. */
type Naming = (paths: readonly string[]) => (path: string) => string

async function readHdf5(bytes: Uint8Array, naming: Naming): Promise<Checkpoint> {
  if (bytes.length < 8 || signature.some((byte, i) => bytes[i] !== byte))
    throw new FormatError('no HDF5 file: its signature is missing')
  const hdf5 = await load()
  const name = `${++files}.h5`
  let file: HdfFile | undefined
  try {
    hdf5.FS.writeFile(name, bytes)
    file = new hdf5.File(name, 'r')
    if (file.file_id < 0n) throw new FormatError('the HDF5 file cannot be opened: it is damaged or cut off')
    return readGroup(file, bytes.length, naming, hdf5)
  } catch (error) {
    if (error instanceof FormatError) throw error
    // What WebAssembly traps leaves the library in an unknown state: the next file gets a new one.
    if (error instanceof WebAssembly.RuntimeError) instance++
    throw new FormatError(
      `the HDF5 file is damaged: ${error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read'}`,
    )
  } finally {
    try {
      file?.close()
      hdf5.FS.unlink(name)
    } catch {
      // Damaged files do not close.
    }
  }
}

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]
let files = 0

type Hdf5 = Awaited<ReturnType<typeof load>>

/** What h5wasm's own types leave out. */
interface Library {
  readonly FS: { writeFile(name: string, bytes: Uint8Array): void; unlink(name: string): void }
  activate_throwing_error_handler(): number
}

/** Counted up when one is given up; the modules of those stay in memory, so that there is an end to it. */
let instance = 0
const mostInstances = 20

async function load() {
  const module = instance === 0 ? await import('h5wasm') : await loadAnew()
  const library = (await module.ready) as unknown as Library
  // Else every damaged file prints pages.
  library.activate_throwing_error_handler()
  return { FS: library.FS, File: module.File, Group: module.Group, Dataset: module.Dataset }
}

/** h5wasm makes its one instance when it is imported; Node imports it once for each address. */
async function loadAnew(): Promise<typeof import('h5wasm')> {
  if (typeof process === 'undefined' || instance >= mostInstances)
    throw new FormatError(
      'damaged files have broken the HDF5 library; reload the page, or start the program again, to read more',
    )
  const address = `${import.meta.resolve('h5wasm')}?${instance}`
  return (await import(/* @vite-ignore */ address)) as typeof import('h5wasm')
}

function readGroup(file: HdfFile, size: number, naming: Naming, hdf5: Hdf5): Checkpoint {
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  const root = file.get('model_weights')
  const top = root instanceof hdf5.Group ? root : file
  let bytes = 0
  const all = [...datasets(top, hdf5)]
  const nameOf = naming(all.map(({ path }) => path))
  for (const { path, dataset } of all) {
    const { shape, dtype } = dataset
    const name = nameOf(path)
    checkShape(name, shape)
    const width = typeof dtype === 'string' ? floats[dtype] : undefined
    if (width === undefined || /(^|\/)(seed_generator|optimizer|_counter)(\/|$)/.test(path)) {
      skipped.push(name)
      continue
    }
    // What HDF5 compresses or leaves unwritten may claim any size; trained weights hardly shrink.
    bytes += elements(shape) * width
    if (bytes > size * 16 + 2 ** 20)
      throw new FormatError(`tensor '${name}' of shape ${formatShape(shape)} is larger than its file can hold`)
    const { value } = dataset
    if (!ArrayBuffer.isView(value) && !Array.isArray(value) && typeof value !== 'number')
      throw new FormatError(`the values of tensor '${name}' cannot be read`)
    const data = Float32Array.from(typeof value === 'number' ? [value] : (value as Float32Array))
    if (data.length !== elements(shape))
      throw new FormatError(`tensor '${name}' of shape ${formatShape(shape)} has ${data.length} values`)
    if (weights.has(name)) throw new FormatError(`two tensors of the HDF5 file are '${name}'`)
    weights.set(name, checkFinite(name, { shape: [...shape], data }))
  }
  return { weights, metadata: {}, skipped }
}

/** Little-endian, as all machines that Keras runs on. */
const floats: Readonly<Record<string, number>> = { '<f': 4, '<d': 8, '<e': 2 }

/** Every dataset below a group, by a walk that ends though links may go round. */
function* datasets(top: Group, hdf5: Hdf5): Generator<{ path: string; dataset: Dataset }> {
  const waiting: { path: string; group: Group }[] = [{ path: '', group: top }]
  let seen = 0
  while (waiting.length > 0) {
    const { path, group } = waiting.shift()!
    for (const key of group.keys()) {
      if (++seen > 100_000) throw new FormatError('the HDF5 file holds more than 100,000 things, or itself')
      const inner = path === '' ? key : `${path}/${key}`
      if (inner.split('/').length > 12)
        throw new FormatError(`the HDF5 file holds '${inner.slice(0, 100)}', deeper than any model`)
      const item = group.get(key)
      if (item instanceof hdf5.Group) waiting.push({ path: inner, group: item })
      else if (item instanceof hdf5.Dataset) yield { path: inner, dataset: item }
      else
        throw new FormatError(
          `'${inner.slice(0, 100)}' of the HDF5 file is neither a group nor values; links are not followed`,
        )
    }
  }
}

/** `conv1/conv1_1/kernel:0`: the layer, its scope, which may differ from it, and the variable. */
function legacyName(path: string): string {
  const parts = path.split('/')
  const variable = parts.at(-1)!.replace(/:\d+$/, '')
  // DenseNet's layers have a slash in their names, which their scopes repeat: conv1/conv/conv1/conv/kernel:0.
  const scopes = parts.slice(0, -1)
  const half = scopes.length / 2
  const layer = scopes.length > 1 && scopes.length % 2 === 0 ? scopes.slice(0, half).join('/') : scopes.join('/')
  return `${layer}/${variable}`
}

/** What a layer saves as vars/0, vars/1, … */
interface Variables {
  readonly layer: string
  readonly names: readonly string[]
}

/** By the names of the layers, and by their classes with a counter: Keras 3 has had both. */
interface Config {
  readonly byName: ReadonlyMap<string, Variables>
  readonly byClass: ReadonlyMap<string, Variables>
}

function variablesOf(config: Uint8Array | undefined): Config {
  if (!config) throw new FormatError('the archive is no Keras model: it holds no config.json')
  let layers: unknown
  try {
    layers = (
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(config)) as { config?: { layers?: unknown } } | null
    )?.config?.layers
  } catch {
    throw new FormatError("the Keras model's config.json is not JSON")
  }
  if (!Array.isArray(layers)) throw new FormatError("the Keras model's config.json has no list of layers")
  const byName = new Map<string, Variables>()
  const byClass = new Map<string, Variables>()
  const counts = new Map<string, number>()
  for (const item of layers as readonly (LayerConfig | null)[]) {
    const layer = item?.config?.name
    if (typeof layer !== 'string' || typeof item?.class_name !== 'string') continue
    const variables = { layer, names: variableNames(item) }
    const className = snakeCase(item.class_name)
    const count = counts.get(className) ?? 0
    counts.set(className, count + 1)
    byName.set(layer, variables)
    byClass.set(count === 0 ? className : `${className}_${count}`, variables)
  }
  return { byName, byClass }
}

interface LayerConfig {
  readonly class_name?: unknown
  readonly config?: { readonly name?: unknown; readonly scale?: unknown; readonly center?: unknown }
}

const variableNames = ({ class_name: className, config }: LayerConfig): string[] =>
  className === 'BatchNormalization'
    ? [
        ...(config?.scale === false ? [] : ['gamma']),
        ...(config?.center === false ? [] : ['beta']),
        'moving_mean',
        'moving_variance',
      ]
    : ['kernel', 'bias']

/** keras/src/utils/naming.py, `to_snake_case`. */
const snakeCase = (name: string): string =>
  name
    .slice(0, 100)
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()

/** Of `layers/conv2d/vars/0`. */
function keras3Names(paths: readonly string[], { byName, byClass }: Config): (path: string) => string {
  const split = (path: string) => /^(?:_layer_checkpoint_dependencies|layers)\/(.+)\/vars\/(\d+)$/.exec(path)
  const named = paths.every((path) => byName.has(split(path)?.[1] ?? byName.keys().next().value!))
  return (path) => {
    const [, key = '', index] = split(path) ?? []
    const variables = (named ? byName : byClass).get(key)
    const variable = variables?.names[Number(index)]
    return variables && variable ? `${variables.layer}/${variable}` : path
  }
}
