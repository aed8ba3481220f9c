/**
 * @file The safetensors format (Hugging Face): the length of a JSON header in 8 bytes, the header, then every tensor's
 * bytes. The header gives each tensor's type, shape and place. Files come from strangers, so all of it is checked.
 */

import { bounds, elements, type Tensor, type Weights } from '@cnn/shapes'
import { checkCount, checkShape, isCounter, isCounts, makeTensor, tell, type Checkpoint } from './checkpoint.ts'
import { encodeHalf, widths, type FloatType } from './bytes/floats.ts'
import { FormatError } from './format-error.ts'
import { parseJson } from './bytes/json.ts'

// Public API

/**
 * Reads tensors of 16, 32 and 64 bits. Throws FormatError, naming the tensor, on whole numbers (other than PyTorch's
 * counters, which are skipped) and on every inconsistency.
 */
export function readSafetensors(bytes: Uint8Array): Checkpoint {
  const { header, data } = split(bytes)
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  let metadata: Record<string, string> = {}
  const spans: Span[] = []
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      metadata = texts(object(entry, name))
      continue
    }
    spans.push(place(name, entry, data.length))
  }
  checkCount(spans.length)
  // Before anything is copied, so that tensors take no more memory than the file.
  checkNoOverlap(spans, data.length)
  for (const { name, type, shape, from, to } of spans)
    if (type === 'counter') skipped.push(name)
    else weights.set(name, makeTensor(name, type, shape, data.subarray(from, to)))
  return { weights, metadata, skipped }
}

/** What is written beside the tensors. */
export interface SafetensorsOptions {
  /**
   * Kernels as float16 halve the file. What has one dimension, biases and the statistics of batch norm, stays float32.
   */
  readonly kernels?: 'float32' | 'float16'
}

/** Writes tensors, and text about them. Throws FormatError on a value beyond float16's ±65,504. */
export function writeSafetensors(
  weights: Weights,
  metadata: Readonly<Record<string, string>> = {},
  { kernels = 'float32' }: SafetensorsOptions = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata }
  const parts: Uint8Array[] = []
  let at = 0
  for (const [name, { shape, data }] of weights) {
    const half = kernels === 'float16' && shape.length > 1
    const part = half ? bytesOf(halves(name, data)) : bytesOf(data)
    header[name] = { dtype: half ? 'F16' : 'F32', shape, data_offsets: [at, at + part.length] }
    parts.push(part)
    at += part.length
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const start = prefix + Math.ceil(text.length / 8) * 8
  const file = new Uint8Array(start + at).fill(0x20, prefix, start)
  new DataView(file.buffer).setBigUint64(0, BigInt(start - prefix), true)
  file.set(text, prefix)
  at = start
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}

// Implementation

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

function halves(name: string, data: Float32Array): Uint16Array {
  const large = data.find((value) => !(Math.abs(value) < 65_520))
  if (large !== undefined) throw new FormatError(`${name} holds ${large}, which float16 cannot`)
  return encodeHalf(data)
}

interface Span {
  readonly name: string
  readonly type: FloatType | 'counter'
  readonly shape: readonly number[]
  readonly from: number
  readonly to: number
}

const types: Readonly<Record<string, FloatType>> = { F64: 'float64', F32: 'float32', F16: 'float16', BF16: 'bfloat16' }

/** Bytes of the header's length. */
const prefix = 8

function split(bytes: Uint8Array): { header: Record<string, unknown>; data: Uint8Array } {
  if (bytes.length < prefix)
    throw new FormatError(`no safetensors file: ${bytes.length} bytes, too short for the length of a header`)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (length > bounds.json.bytes) throw new FormatError(`no safetensors file: it claims a header of ${length} bytes`)
  const start = prefix + Number(length)
  if (start > bytes.length)
    throw new FormatError(`the file is cut off: its header takes ${length} bytes, ${bytes.length - prefix} are there`)
  const text = bytes.subarray(prefix, start)
  // JSON may begin with white space, safetensors may not.
  if (text[0] !== 0x7b) throw new FormatError('no safetensors file: its header is not JSON, or does not begin with {')
  const header = object(parseJson(text, 'no safetensors file: its header'), 'the header')
  return { header, data: bytes.subarray(start) }
}

function texts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  for (const [key, value] of Object.entries(values))
    if (typeof value !== 'string')
      throw new FormatError(
        `the metadata of the safetensors file give ${tell(value)} as ${tell(key)}; that must be a text`,
      )
  return values as Record<string, string>
}

function place(name: string, entry: unknown, size: number): Span {
  const { dtype, shape, data_offsets: offsets } = object(entry, `tensor '${name}'`)
  const type = typeof dtype === 'string' && Object.hasOwn(types, dtype) ? types[dtype] : undefined
  if (!type && !(dtype === 'I64' && isCounter(name)))
    throw new FormatError(`tensor '${name}' is of type ${tell(dtype)}; ${Object.keys(types).join(', ')} are read`)
  checkShape(name, shape)
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!)
    throw new FormatError(
      `tensor '${name}' lies at ${tell(offsets)}; that must be its first byte and the byte after its last`,
    )
  const [from, to] = offsets as [number, number]
  if (to > size) throw new FormatError(`the file is cut off: tensor '${name}' ends at byte ${to} of ${size}`)
  const needed = elements(shape) * (type ? widths[type] : 8)
  if (to - from !== needed)
    throw new FormatError(
      `tensor '${name}' of shape ${shape.join('×')} takes ${needed} bytes; its place has ${to - from}`,
    )
  return { name, type: type ?? 'counter', shape, from, to }
}

function checkNoOverlap(spans: readonly Span[], size: number): void {
  let end = 0
  let last = ''
  for (const { name, from, to } of spans.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < end) throw new FormatError(`tensors '${last}' and '${name}' overlap`)
    if (from > end) throw new FormatError(`bytes ${end} to ${from} belong to no tensor`)
    end = to
    last = name
  }
  if (end !== size) throw new FormatError(`${size - end} bytes after the last tensor belong to none`)
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError(`${what} of the safetensors file is no object`)
  return value as Record<string, unknown>
}
