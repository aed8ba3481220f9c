/**
 * @file The safetensors format (Hugging Face): the length of a JSON header in 8 bytes, the header, then every tensor's
 * bytes. The header gives each tensor's type, shape and place. Files come from strangers, so all of it is checked.
 */

import { elements, type Tensor, type Weights } from '@cnn/shapes'

// Public API

/** A file that is not what it claims to be. */
export class FormatError extends Error {
  override name = 'FormatError'
}

export interface Checkpoint {
  readonly weights: Weights
  readonly metadata: Readonly<Record<string, string>>
}

/** Reads float32 tensors. Throws FormatError, naming the tensor, on anything else and on every inconsistency. */
export function readSafetensors(bytes: Uint8Array): Checkpoint {
  const { header, data } = split(bytes)
  const weights = new Map<string, Tensor>()
  let metadata: Record<string, string> = {}
  const spans: Span[] = []
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      metadata = Object.fromEntries(Object.entries(object(entry, name)).map(([key, value]) => [key, String(value)]))
      continue
    }
    const span = place(name, entry, data.length)
    spans.push(span)
    // Copied, since a tensor may start at any byte of the file; not by slice, which shares memory if this is a Node Buffer.
    const copy = new Uint8Array(data.subarray(span.from, span.to))
    weights.set(name, { shape: span.shape, data: new Float32Array(copy.buffer) })
  }
  checkNoOverlap(spans, data.length)
  return { weights, metadata }
}

/** Writes float32 tensors, and text about them. */
export function writeSafetensors(weights: Weights, metadata: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let at = 0
  for (const [name, { shape, data }] of weights) {
    header[name] = { dtype: 'F32', shape, data_offsets: [at, at + data.byteLength] }
    at += data.byteLength
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const start = prefix + Math.ceil(text.length / 8) * 8
  const file = new Uint8Array(start + at).fill(0x20, prefix, start)
  new DataView(file.buffer).setBigUint64(0, BigInt(start - prefix), true)
  file.set(text, prefix)
  at = start
  for (const { data } of weights.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return file
}

// Implementation

interface Span {
  readonly name: string
  readonly shape: readonly number[]
  readonly from: number
  readonly to: number
}

/** Bytes of the header's length. */
const prefix = 8
/** The limit of the reference implementation. */
const largestHeader = 100_000_000

function split(bytes: Uint8Array): { header: Record<string, unknown>; data: Uint8Array } {
  if (bytes.length < prefix) throw new FormatError(`no safetensors file: ${bytes.length} bytes, too short for the length of a header`)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (length > largestHeader) throw new FormatError(`no safetensors file: it claims a header of ${length} bytes`)
  const start = prefix + Number(length)
  if (start > bytes.length)
    throw new FormatError(`the file is cut off: its header takes ${length} bytes, ${bytes.length - prefix} are there`)
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(prefix, start)))
  } catch {
    throw new FormatError('no safetensors file: its header is not JSON')
  }
  return { header: object(header, 'the header'), data: bytes.subarray(start) }
}

function place(name: string, entry: unknown, size: number): Span {
  const { dtype, shape, data_offsets: offsets } = object(entry, `tensor '${name}'`)
  if (dtype !== 'F32') throw new FormatError(`tensor '${name}' is of type ${String(dtype)}; only F32 is read`)
  if (!counts(shape)) throw new FormatError(`tensor '${name}' has the shape ${JSON.stringify(shape)}; it must be a list of whole numbers`)
  if (!counts(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!)
    throw new FormatError(`tensor '${name}' lies at ${JSON.stringify(offsets)}; that must be its first byte and the byte after its last`)
  const [from, to] = offsets as [number, number]
  if (to > size) throw new FormatError(`the file is cut off: tensor '${name}' ends at byte ${to} of ${size}`)
  if (to - from !== elements(shape) * 4)
    throw new FormatError(`tensor '${name}' of shape ${shape.join('×')} takes ${elements(shape) * 4} bytes; its place has ${to - from}`)
  return { name, shape, from, to }
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

const counts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && (item as number) >= 0)

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError(`${what} of the safetensors file is no object`)
  return value as Record<string, unknown>
}
