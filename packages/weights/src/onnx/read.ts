/** @file The initialisers of an ONNX model. Format: onnx/onnx.proto, ModelProto, GraphProto and TensorProto. */

import { elements, formatShape, type Tensor } from '@cnn/shapes'
import { checkShape, makeTensor, type Checkpoint } from '../checkpoint.ts'
import type { FloatType } from '../floats.ts'
import { FormatError } from '../format-error.ts'
import { fields, message, packed } from './protobuf.ts'

// Public API

/**
 * Reads the initialisers, whether raw or in typed fields. Those of whole numbers, such as the shapes that Reshape takes, are skipped.
 * Throws FormatError on those that lie in other files, and on every inconsistency.
 */
export function readOnnx(bytes: Uint8Array): Checkpoint {
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  const seen = new Set<string>()
  let graph: Uint8Array | undefined
  let producer = ''
  for (const field of fields(bytes)) {
    if (field.id === modelGraph) graph = message(field)
    else if (field.id === modelProducer) producer = text(field.value)
  }
  if (!graph) throw new FormatError('no ONNX model: it has no graph')
  for (const field of fields(graph)) {
    if (field.id !== graphInitializer) continue
    const { name, type, shape, values } = tensorOf(message(field))
    if (seen.has(name)) throw new FormatError(`the initialiser '${name}' is there twice`)
    seen.add(name)
    if (type === undefined) skipped.push(name)
    else weights.set(name, makeTensor(name, type, shape, values))
  }
  return { weights, metadata: producer ? { producer } : {}, skipped }
}

// Implementation

const modelProducer = 2
const modelGraph = 7
const graphInitializer = 5
/** Fields of TensorProto. */
const tensor = { dims: 1, type: 2, floats: 4, integers: 5, name: 8, raw: 9, doubles: 10, external: 13, location: 14 }
const types: Readonly<Record<number, FloatType>> = { 1: 'float32', 10: 'float16', 11: 'float64', 16: 'bfloat16' }

function tensorOf(bytes: Uint8Array) {
  const shape: number[] = []
  let name = ''
  let dataType = 0
  let raw: Uint8Array | undefined
  const floats: Uint8Array[] = []
  const doubles: Uint8Array[] = []
  const integers: number[] = []
  for (const { id, value } of fields(bytes)) {
    const bytes = typeof value === 'number' ? undefined : value
    if (id === tensor.dims) for (const size of bytes ? packed(bytes) : [value as number]) shape.push(size)
    else if (id === tensor.type && typeof value === 'number') dataType = value
    else if (id === tensor.name) name = text(value)
    else if (id === tensor.raw) raw = bytes
    else if (id === tensor.floats && bytes) floats.push(bytes)
    else if (id === tensor.doubles && bytes) doubles.push(bytes)
    else if (id === tensor.integers) for (const item of bytes ? packed(bytes) : [value as number]) integers.push(item)
    else if (id === tensor.external || (id === tensor.location && value !== 0))
      throw new FormatError(`the initialiser '${name}' lies in another file; save the model with its data within`)
  }
  checkShape(name, shape)
  const type = types[dataType]
  if (type === undefined && (dataType < 2 || dataType > 13))
    throw new FormatError(`the initialiser '${name}' is of ONNX's type ${dataType}`)
  if (!Number.isSafeInteger(elements(shape)))
    throw new FormatError(`the initialiser '${name}' has the shape ${formatShape(shape)}`)
  // Halves without raw data are the lower bits of whole numbers.
  const halves = () => new Uint8Array(Uint16Array.from(integers).buffer)
  const typed = () => (type === 'float32' ? joined(floats) : type === 'float64' ? joined(doubles) : halves())
  return { name, type, shape, values: raw ?? typed() }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function text(value: number | Uint8Array): string {
  if (typeof value === 'number') throw new FormatError('no ONNX model, or a damaged one: a name is a number')
  return new TextDecoder().decode(value)
}
