/**
 * @file The safetensors format (Hugging Face): the length of a JSON header in 8 bytes, the header, then every tensor's
 * bytes. The header gives each tensor's type, shape and place. Files come from strangers, so all of it is checked.
 */

import { bounds, elements } from '@cnn/shapes'
import { checkCount, checkShape, isCounter, isCounts, tell } from '../checkpoint.ts'
import { widths, type FloatType } from '../bytes/floats.ts'
import { parseJson } from '../bytes/json.ts'
import { FormatError } from '../format-error.ts'

// Public API

/** Bytes of the header's length. */
export const prefix = 8

/** Where a tensor lies, in bytes from the header's end. */
export interface Span {
  readonly name: string
  readonly type: FloatType | 'counter'
  readonly shape: readonly number[]
  readonly from: number
  readonly to: number
}

export interface Header {
  /** In the order of the header; they leave no gap and do not overlap. */
  readonly spans: readonly Span[]
  readonly metadata: Readonly<Record<string, string>>
}

/** How long the header is, from the file's first 8 bytes. Throws FormatError if no network's is as long. */
export function headerLength(bytes: Uint8Array): number {
  if (bytes.length < prefix)
    throw new FormatError(`no safetensors file: ${bytes.length} bytes, too short for the length of a header`)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (length > bounds.json.bytes) throw new FormatError(`no safetensors file: it claims a header of ${length} bytes`)
  return Number(length)
}

/** From its text, and how many bytes come behind it: NaN, which nothing exceeds, if that is not known yet. */
export function readHeader(text: Uint8Array, size: number): Header {
  // JSON may begin with white space, safetensors may not.
  if (text[0] !== 0x7b) throw new FormatError('no safetensors file: its header is not JSON, or does not begin with {')
  const entries = object(parseJson(text, 'no safetensors file: its header'), 'the header')
  const spans: Span[] = []
  let metadata: Record<string, string> = {}
  for (const [name, entry] of Object.entries(entries))
    if (name === '__metadata__') metadata = texts(object(entry, name))
    else spans.push(place(name, entry, size))
  checkCount(spans.length)
  checkNoOverlap(spans, size)
  return { spans, metadata }
}

// Implementation

const types: Readonly<Record<string, FloatType>> = { F64: 'float64', F32: 'float32', F16: 'float16', BF16: 'bfloat16' }

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
  if (end < size) throw new FormatError(`${size - end} bytes after the last tensor belong to none`)
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError(`${what} of the safetensors file is no object`)
  return value as Record<string, unknown>
}
