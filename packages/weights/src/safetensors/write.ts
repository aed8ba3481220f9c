/** @file Writing safetensors. */

import type { Weights } from '@cnn/shapes'
import { encodeHalf } from '../bytes/floats.ts'
import { FormatError } from '../format-error.ts'
import { prefix } from './header.ts'

// Public API

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
