/**
 * @file The wire format of Protocol Buffers, read field by field without copies. A reader of our own, since of ONNX's
 * schema three messages are needed, and libraries build an object of every message of the file before its sizes can be
 * looked at. Format: https://protobuf.dev/programming-guides/encoding
 */

import { FormatError } from '../format-error.ts'

// Public API

/** A number (varint), or the bytes of what has a length or a fixed width. */
export interface Field {
  readonly id: number
  readonly value: number | Uint8Array
}

/** The fields of one message in their order. Throws FormatError where it is damaged. */
export function* fields(bytes: Uint8Array): Generator<Field> {
  const cursor = { at: 0 }
  while (cursor.at < bytes.length) {
    const key = varint(bytes, cursor)
    const id = Math.floor(key / 8)
    const wire = key % 8
    if (id === 0) throw new FormatError('no ONNX model, or a damaged one: a field 0 in its Protocol Buffers')
    if (wire === 0) yield { id, value: varint(bytes, cursor) }
    else if (wire === 1) yield { id, value: take(bytes, cursor, 8) }
    else if (wire === 2) yield { id, value: take(bytes, cursor, varint(bytes, cursor)) }
    else if (wire === 5) yield { id, value: take(bytes, cursor, 4) }
    else throw new FormatError(`no ONNX model, or a damaged one: wire type ${wire} in its Protocol Buffers`)
  }
}

/** Varints one after the other, or the one that stands alone. */
export function* packed(value: number | Uint8Array): Generator<number> {
  if (typeof value === 'number') yield value
  else for (const cursor = { at: 0 }; cursor.at < value.length;) yield varint(value, cursor)
}

export function message({ id, value }: Field): Uint8Array {
  if (typeof value === 'number') throw new FormatError(`no ONNX model, or a damaged one: field ${id} is a number`)
  return value
}

export function text({ value }: Field): string {
  if (typeof value === 'number') throw new FormatError('no ONNX model, or a damaged one: a name is a number')
  return utf8.decode(value)
}

// Implementation

const utf8 = new TextDecoder()

/**
 * Unsigned; numbers of more than 53 bits, negative ones too, come out as too large for anything they could stand for.
 */
function varint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0
  for (let shift = 1; shift <= 2 ** 63; shift *= 128) {
    const byte = bytes[cursor.at++]
    if (byte === undefined) throw new FormatError('the ONNX model is cut off')
    value += (byte & 127) * shift
    if (byte < 128) return value
  }
  throw new FormatError('no ONNX model, or a damaged one: a number of more than ten bytes')
}

function take(bytes: Uint8Array, cursor: { at: number }, length: number): Uint8Array {
  const from = cursor.at
  if (length > bytes.length - from) throw new FormatError('the ONNX model is cut off')
  cursor.at = from + length
  return bytes.subarray(from, cursor.at)
}
