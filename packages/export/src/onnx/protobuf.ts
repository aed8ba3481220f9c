/**
 * @file Writes protocol buffers (protobuf.dev, "Encoding"): a message is its fields, each a tag and a value. Two kinds
 * of value are all that ONNX's messages need besides floats, so this is shorter than the set-up of a library, and it
 * never copies a tensor: a message is a list of parts, and large bytes stay where they are.
 */

// Public API

/** The parts of a message in order. */
export type Message = readonly Uint8Array[]

/** A whole number, of at least 0 or down to −2⁶³: fields of type int32, int64 and enum. */
export const int = (field: number, value: number | bigint): Message => [
  varint(tag(field, 0)),
  varint(BigInt.asUintN(64, BigInt(value))),
]

/** A field of type float: 4 bytes, lowest first. */
export function float(field: number, value: number): Message {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return [varint(tag(field, 5)), bytes]
}

/** A field of type bytes. The bytes are not copied. */
export const bytes = (field: number, value: Uint8Array): Message => [
  varint(tag(field, 2)),
  varint(BigInt(value.length)),
  value,
]

/** A field of type string, in UTF-8. */
export const text = (field: number, value: string): Message => bytes(field, new TextEncoder().encode(value))

/** A field that is a message of these fields. */
export function message(field: number, ...fields: readonly Message[]): Message {
  const parts = fields.flat()
  return [varint(tag(field, 2)), varint(BigInt(sizeOf(parts))), ...parts]
}

export const sizeOf = (parts: Message): number => parts.reduce((sum, part) => sum + part.length, 0)

// Implementation

const tag = (field: number, wire: 0 | 2 | 5): bigint => BigInt((field << 3) | wire)

/** Seven bits a byte, the lowest first; the top bit says that more follow. */
function varint(value: bigint): Uint8Array {
  const result: number[] = []
  for (; value > 0x7fn; value >>= 7n) result.push(Number(value & 0x7fn) | 0x80)
  return Uint8Array.of(...result, Number(value))
}
