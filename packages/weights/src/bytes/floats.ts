/** @file Numbers of 16, 32 and 64 bits, least byte first as all formats here have them, as float32. */

// Public API

export type FloatType = 'float64' | 'float32' | 'float16' | 'bfloat16'

/** Bytes of one number. */
export const widths: Readonly<Record<FloatType, number>> = { float64: 8, float32: 4, float16: 2, bfloat16: 2 }

/**
 * Floats of 32 bits stay where they are if they start at a whole number of theirs, since a file may be as large as all
 * that a page has; else a copy. A double is rounded to the nearest float.
 */
export function decodeFloats(type: FloatType, bytes: Uint8Array): Float32Array {
  const stays = type === 'float32' && bytes.byteOffset % 4 === 0
  // Not by slice, which shares memory if this is a Node Buffer.
  const { buffer, byteOffset, length } = stays ? bytes : new Uint8Array(bytes)
  if (type === 'float32') return new Float32Array(buffer, byteOffset, length / 4)
  if (type === 'float64') return Float32Array.from(new Float64Array(buffer))
  const halves = new Uint16Array(buffer)
  return type === 'bfloat16' ? decodeBrain(halves) : decodeHalf(halves)
}

/** Rounded to the nearest of binary16, ties to even, as the standard has it; what is too large is infinite. */
export function encodeHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, toHalf)
}

// Implementation

/** The upper half of a float32. */
function decodeBrain(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16
  return new Float32Array(bits.buffer)
}

let table: Float32Array | undefined

/** By a table of all 65,536 numbers: Float16Array is too young for the oldest Node that we serve. */
function decodeHalf(halves: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, bits) => half(bits))
  const result = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) result[i] = table[halves[i]!]!
  return result
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = (bits & 1023) / 1024
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return exponent === 0 ? sign * fraction * 2 ** -14 : sign * (1 + fraction) * 2 ** (exponent - 15)
}

function toHalf(value: number): number {
  const sign = Object.is(Math.sign(value), -0) || value < 0 ? 0x8000 : 0
  const size = Math.abs(value)
  if (Number.isNaN(size)) return 0x7e00
  if (size >= 65_520) return sign | 0x7c00
  // In units of the last place: those of subnormal numbers do not shrink any further.
  const exponent = Math.max(-14, Math.floor(Math.log2(size)))
  const units = roundToEven(size * 2 ** (10 - exponent))
  // A fraction that rounds up to 2048 carries into the exponent by itself; a subnormal one has no hidden bit to take
  // off.
  return sign | (size < 2 ** -14 ? units : ((exponent + 14) << 10) + units)
}

function roundToEven(x: number): number {
  const whole = Math.floor(x)
  const rest = x - whole
  return rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole
}
