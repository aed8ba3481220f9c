/**
 * @file tfjs's models, of layers and of graphs alike: model.json names shards and tells what lies in them, one tensor
 * after the other. Quantised tensors are value · scale + min. Format: tfjs-core/src/io/types.ts,
 * `WeightsManifestEntry`.
 */

import { elements, formatShape, type Tensor } from '@cnn/shapes'
import { pathBeside, type ReadBeside } from './beside.ts'
import { checkCount, checkFinite, checkShape, makeTensor, tell, type Checkpoint } from './checkpoint.ts'
import type { FloatType } from './bytes/floats.ts'
import { FormatError } from './format-error.ts'
import { parseJson } from './bytes/json.ts'

// Public API

/**
 * Reads the weights that a model.json tells of. Tensors of whole numbers and of truth values, which are constants of a
 * graph, are skipped. Rejects with FormatError on every inconsistency and on paths that lead elsewhere, before anything
 * is read from them.
 */
export async function readTfjs(modelJson: Uint8Array, readShard: ReadBeside): Promise<Checkpoint> {
  const model = object(parseJson(modelJson, 'no tfjs model: it'), 'the model')
  if (!Array.isArray(model.weightsManifest)) throw new FormatError('no tfjs model: its JSON has no weightsManifest')
  const groups = model.weightsManifest.map((group) => checkGroup(group))
  checkTwice(
    groups.flatMap(({ paths }) => paths),
    'shard',
  )
  checkTwice(
    groups.flatMap(({ entries }) => entries.map(({ name }) => name)),
    'tensor',
  )
  checkCount(groups.reduce((sum, { entries }) => sum + entries.length, 0))
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  for (const { paths, entries, size } of groups) {
    const bytes = await readAll(paths, size, readShard)
    let at = 0
    for (const entry of entries) {
      const values = bytes.subarray(at, (at += entry.size))
      if (entry.stored === 'other') skipped.push(entry.name)
      else weights.set(entry.name, decode(entry, values))
    }
  }
  const { format, generatedBy, convertedBy, userDefinedMetadata: own } = model
  return {
    weights,
    metadata: texts({ ...(own !== undefined && object(own, 'the metadata')), format, generatedBy, convertedBy }),
    skipped,
  }
}

// Implementation

interface Entry {
  readonly name: string
  readonly shape: readonly number[]
  readonly stored: FloatType | 'uint8' | 'uint16' | 'other'
  readonly scale: number
  readonly min: number
  /** In bytes. */
  readonly size: number
}

interface Group {
  readonly paths: readonly string[]
  readonly entries: readonly Entry[]
  readonly size: number
}

function checkGroup(value: unknown): Group {
  const { paths: written, weights } = object(value, 'a group of weights')
  if (!Array.isArray(written) || !written.every((path) => typeof path === 'string'))
    throw new FormatError('the paths of the shards are no texts')
  const paths = written.map((path) => pathBeside(path))
  if (!Array.isArray(weights)) throw new FormatError('a group of weights has no list of them')
  const entries = weights.map((weight) => checkEntry(weight))
  return { paths, entries, size: entries.reduce((sum, { size }) => sum + size, 0) }
}

function checkEntry(value: unknown): Entry {
  const { name, shape, dtype, quantization } = object(value, 'a weight')
  if (typeof name !== 'string') throw new FormatError(`a weight has the name ${tell(name)}`)
  checkShape(name, shape)
  const count = elements(shape)
  if (!Number.isSafeInteger(count)) throw new FormatError(`tensor '${name}' has the shape ${formatShape(shape)}`)
  const entry = { name, shape, scale: 1, min: 0 }
  if (quantization !== undefined) {
    const { dtype: stored, scale, min } = object(quantization, `the quantisation of '${name}'`)
    if (stored === 'float16') return { ...entry, stored, size: count * 2 }
    if (stored !== 'uint8' && stored !== 'uint16')
      throw new FormatError(`tensor '${name}' is quantised to ${tell(stored)}; uint8, uint16 and float16 are read`)
    if (typeof scale !== 'number' || typeof min !== 'number')
      throw new FormatError(`the quantisation of '${name}' has no scale or no least value`)
    return {
      ...entry,
      stored: dtype === 'float32' ? stored : 'other',
      scale,
      min,
      size: count * (stored === 'uint8' ? 1 : 2),
    }
  }
  if (dtype === 'float32' || dtype === 'float16')
    return { ...entry, stored: dtype, size: count * (dtype === 'float32' ? 4 : 2) }
  if (dtype === 'int32' || dtype === 'bool')
    return { ...entry, stored: 'other', size: count * (dtype === 'int32' ? 4 : 1) }
  throw new FormatError(`tensor '${name}' is of type ${tell(dtype)}; float32, float16, int32 and bool are read`)
}

async function readAll(paths: readonly string[], size: number, readShard: ReadBeside): Promise<Uint8Array> {
  const shards: Uint8Array[] = []
  let held = 0
  for (const path of paths) {
    const shard = await readShard(path)
    held += shard.length
    if (held > size)
      throw new FormatError(`the shards hold more than the ${size} bytes that model.json tells of, from '${path}' on`)
    shards.push(shard)
  }
  if (held < size)
    throw new FormatError(`the shards are cut off: ${held} bytes are there, and model.json tells of ${size}`)
  if (shards.length === 1) return shards[0]!
  const all = new Uint8Array(held)
  let at = 0
  for (const shard of shards) {
    all.set(shard, at)
    at += shard.length
  }
  return all
}

function decode({ name, shape, stored, scale, min }: Entry, bytes: Uint8Array): Tensor {
  if (stored !== 'uint8' && stored !== 'uint16') return makeTensor(name, stored as FloatType, shape, bytes)
  const whole = stored === 'uint8' ? bytes : new Uint16Array(new Uint8Array(bytes).buffer)
  return checkFinite(name, { shape: [...shape], data: Float32Array.from(whole, (value) => value * scale + min) })
}

function checkTwice(names: readonly string[], what: string): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw new FormatError(`the ${what} '${name}' is there twice`)
    seen.add(name)
  }
}

const texts = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError(`${what} of the tfjs model is no object`)
  return value as Record<string, unknown>
}
