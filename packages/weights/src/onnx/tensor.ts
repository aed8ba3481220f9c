/** @file One tensor of an ONNX model. Format: onnx/onnx.proto, TensorProto. */

import { bounds, elements, formatShape } from '@cnn/shapes'
import { checkShape } from '../checkpoint.ts'
import { widths, type FloatType } from '../bytes/floats.ts'
import { FormatError } from '../format-error.ts'
import { fields, message, packed, text } from './protobuf.ts'

// Public API

/** Bytes of a file beside the model. */
export interface Place {
  readonly location: string
  readonly offset: number
  /** To its end if absent. */
  readonly length?: number
}

export interface OnnxTensor {
  readonly name: string
  /** Undefined for whole numbers and truth values, such as the shapes that Reshape takes. */
  readonly type: FloatType | undefined
  readonly shape: readonly number[]
  readonly values: Uint8Array | Place
}

/** Throws FormatError on every inconsistency. */
export function tensorOf(bytes: Uint8Array): OnnxTensor {
  const shape: number[] = []
  const external: Uint8Array[] = []
  const typed = new Set<number>()
  let [name, dataType] = ['', 0]
  let raw: Uint8Array | undefined
  for (const field of fields(bytes)) {
    const { id, value } = field
    if (id === ids.dims) for (const size of packed(value)) addAxis(shape, size)
    else if (id === ids.type && typeof value === 'number') dataType = value
    else if (id === ids.name) name = text(field)
    else if (id === ids.raw) raw = message(field)
    else if (id === ids.external) external.push(message(field))
    else if (id === ids.floats || id === ids.integers || id === ids.doubles) typed.add(id)
  }
  checkShape(name, shape)
  const type = types[dataType]
  if (type === undefined && (dataType < 2 || dataType > 13))
    throw new FormatError(`the initialiser '${name}' is of ONNX's type ${dataType}`)
  if (!Number.isSafeInteger(elements(shape)))
    throw new FormatError(`the initialiser '${name}' has the shape ${formatShape(shape)}`)
  if (external.length > 0) return { name, type, shape, values: placeOf(name, external) }
  if (type === undefined) return { name, type, shape, values: new Uint8Array(0) }
  const own = ownField[type]
  if (typed.size > (raw ? 0 : 1) || [...typed].some((id) => id !== own))
    throw new FormatError(
      `the initialiser '${name}' has values in more than one field, or in another than that of its type`,
    )
  return { name, type, shape, values: raw ?? typedValues(name, bytes, type) }
}

// Implementation

/** Fields of TensorProto. */
const ids = { dims: 1, type: 2, floats: 4, integers: 5, name: 8, raw: 9, doubles: 10, external: 13 }
const types: Readonly<Record<number, FloatType>> = { 1: 'float32', 10: 'float16', 11: 'float64', 16: 'bfloat16' }
/** Halves that are not raw are the lower bits of whole numbers. */
const ownField: Readonly<Record<FloatType, number>> = {
  float32: ids.floats,
  float64: ids.doubles,
  float16: ids.integers,
  bfloat16: ids.integers,
}

function addAxis(shape: number[], size: number): void {
  if (shape.push(size) > bounds.axes) throw new FormatError(`a tensor has more than ${bounds.axes} dimensions`)
}

/**
 * Looked through twice, since values that are not packed are a field each, and an object each if they were gathered.
 */
function typedValues(name: string, bytes: Uint8Array, type: FloatType): Uint8Array {
  const own = ownField[type]
  const parts = function* (): Generator<Uint8Array | number> {
    for (const field of fields(bytes))
      if (field.id === own) yield* own === ids.integers ? packed(field.value) : [message(field)]
  }
  let size = 0
  for (const part of parts()) size += typeof part === 'number' ? widths[type] : part.length
  const all = new Uint8Array(size)
  let at = 0
  for (const part of parts()) {
    if (typeof part === 'number') {
      if (part > 0xffff)
        throw new FormatError(`the initialiser '${name}' holds ${part}, more than the 16 bits of ${type}`)
      all[at] = part & 255
      all[at + 1] = part >> 8
      at += 2
    } else {
      all.set(part, at)
      at += part.length
    }
  }
  return all
}

/** Of StringStringEntryProto, `key` and `value`. */
function placeOf(name: string, entries: readonly Uint8Array[]): Place {
  const known = new Map(entries.map((entry) => pairOf(entry)))
  const location = known.get('location')
  const count = (key: string): number | undefined => {
    const value = known.get(key)
    if (value !== undefined && !/^\d{1,15}$/.test(value))
      throw new FormatError(`the initialiser '${name}' has no usable ${key} in its file`)
    return value === undefined ? undefined : Number(value)
  }
  if (location === undefined)
    throw new FormatError(`the initialiser '${name}' lies in another file, which is not named`)
  const length = count('length')
  return { location, offset: count('offset') ?? 0, ...(length !== undefined && { length }) }
}

/** A StringStringEntryProto. */
export function pairOf(bytes: Uint8Array): [key: string, value: string] {
  let [key, value] = ['', '']
  for (const field of fields(bytes)) {
    if (field.id === 1) key = text(field)
    else if (field.id === 2) value = text(field)
  }
  return [key, value]
}
