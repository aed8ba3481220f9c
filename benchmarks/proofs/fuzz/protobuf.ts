/**
 * @file Protobuf messages whose fields are left out, doubled, nested or others, with lengths that are right again.
 * Format: protobuf.dev/programming-guides/encoding.
 */

import { joined, shuffledA } from './bytes.ts'
import type { Random } from './random.ts'

// Public API

/** A message with one to three of its fields, at any level, changed. */
export function hostileProtobuf(message: Uint8Array, random: Random, levels = 8): Uint8Array {
  const fields = fieldsOf(message)
  if (!fields || fields.length === 0 || levels === 0) return random.bytes(random.below(12))
  return write(shuffledA(fields, random, (field) => changed(field, random, levels)))
}

// Implementation

interface Field {
  readonly number: number
  /** 0: a number, 1: eight bytes, 2: a length and so many bytes, 5: four bytes. */
  readonly type: number
  readonly value: bigint
  readonly bytes: Uint8Array
}

const none = new Uint8Array()

/** Undefined where the bytes are no message. */
function fieldsOf(message: Uint8Array): Field[] | undefined {
  const fields: Field[] = []
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n && at < message.length; shift += 7n) {
      const byte = message[at++]!
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
    at = Infinity
    return 0n
  }
  while (at < message.length) {
    const tag = Number(varint() & 0xffffffffn)
    const [number, type] = [tag >>> 3, tag & 7]
    const value = type === 0 || type === 2 ? varint() : 0n
    const length = { 0: 0, 1: 8, 2: Number(value), 5: 4 }[type]
    if (number === 0 || length === undefined || at + length > message.length) return undefined
    fields.push({ number, type, value, bytes: message.subarray(at, at + length) })
    at += length
  }
  return fields
}

function changed(field: Field, random: Random, levels: number): Field {
  const kind = random.below(10)
  const number = BigInt(random.once(5) ? -1 : random.size())
  if (kind === 0) return { ...field, number: random.below(20) }
  if (kind === 1) return { number: field.number, type: 0, value: number, bytes: none }
  if (kind === 2) return { ...field, type: random.below(8) }
  if (kind === 3) return { ...field, type: 2, bytes: nested(field, random) }
  if (field.type !== 2) return { ...field, value: number, bytes: random.bytes(field.bytes.length) }
  if (kind === 4) return { ...field, bytes: random.bytes(random.below(40)) }
  if (kind === 5) return { ...field, bytes: new Uint8Array(random.once(10) ? 100_000 : random.below(200)).fill(1) }
  return { ...field, bytes: hostileProtobuf(field.bytes, random, levels - 1) }
}

/** The field in itself, many times over. */
function nested(field: Field, random: Random): Uint8Array {
  let bytes: Uint8Array = field.bytes
  for (let depth = random.of([1, 3, 20, 200]); depth > 0; depth--) bytes = write([{ ...field, type: 2, bytes }])
  return bytes
}

function write(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  return joined(
    fields.flatMap(({ number, type, value, bytes }) => [
      varintOf(BigInt(number * 8 + type)),
      ...(type === 0 ? [varintOf(value)] : type === 2 ? [varintOf(BigInt(bytes.length)), bytes] : [bytes]),
    ]),
  )
}

function varintOf(value: bigint): Uint8Array {
  const bytes: number[] = []
  for (let rest = BigInt.asUintN(64, value); bytes.length === 0 || rest > 0n; rest >>= 7n)
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0))
  return Uint8Array.from(bytes)
}
