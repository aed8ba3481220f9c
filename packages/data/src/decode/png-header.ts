/** @file The chunks of a PNG (W3C PNG, third edition, 5 and 11), read without unpacking what they hold. */

import { pictureBounds } from '@cnn/shapes'
import { Unzlib } from 'fflate'
import { checkMemory, checkRatio } from './limits.ts'

// Public API

export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bytes of the pixels, with a byte before each row, once they are unpacked. */
  readonly unpacked: number
  readonly data: readonly Uint8Array[]
  /** The file with no more than the pixels need: neither texts nor a colour profile, which may unpack to anything. */
  readonly essential: Uint8Array
  readonly exif?: Uint8Array
}

/** Throws for a file that ends before its end, or does not begin with its size. */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, signature)]
  const data: Uint8Array[] = []
  let exif: Uint8Array | undefined
  for (let at = signature, chunks = 0; ; chunks++) {
    if (chunks > pictureBounds.chunks) throw new Error(`it has more than ${pictureBounds.chunks} chunks`)
    if (at + 12 > bytes.length) throw new Error('it is cut off')
    const [length, name] = [view.getUint32(at), String.fromCharCode(...bytes.subarray(at + 4, at + 8))]
    const end = at + 12 + length
    if (end > bytes.length) throw new Error('it is cut off')
    if (chunks === 0 && (name !== 'IHDR' || length !== 13)) throw new Error('it does not begin with its size')
    const content = bytes.subarray(at + 8, end - 4)
    if (['IHDR', 'PLTE', 'IDAT', 'IEND'].includes(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IDAT') data.push(content)
    if (name === 'eXIf') exif = content
    if (name === 'IEND') break
    at = end
  }
  const [width, height, depth, colour, interlaced] = [
    view.getUint32(16),
    view.getUint32(20),
    bytes[24]!,
    bytes[25]!,
    bytes[28] === 1,
  ]
  if (width === 0 || height === 0) throw new Error(`it is ${width}×${height} pixels`)
  const bits = depth * (channelsOf[colour] ?? NaN)
  if (Number.isNaN(bits)) throw new Error(`it has colours of type ${colour}, which there is not`)
  const unpacked = (interlaced ? passes : whole).reduce((sum, pass) => sum + packedSize(width, height, bits, pass), 0)
  return { width, height, unpacked, data, essential: joined(kept), ...(exif && { exif }) }
}

/** Throws for what is beyond `pictureBounds`, or unpacks to more than its size says. */
export function checkPng({ width, height, unpacked, data }: PngHeader): void {
  const packed = data.reduce((sum, { length }) => sum + length, 0)
  if (packed === 0) throw new Error('it holds no image')
  checkRatio(unpacked, packed, deflateAtMost)
  // Unpacked, as LodePNG gives it, and as a picture.
  checkMemory(width, height, unpacked / (width * height) + 4 + 3)
  if (packed * deflateAtMost <= unpacked + slack) return
  let seen = 0
  const inflate = new Unzlib((chunk) => {
    seen += chunk.length
    if (seen > unpacked + slack)
      throw new Error(`its data unpack to more than the ${unpacked} bytes of ${width}×${height} pixels`)
  })
  for (const [i, part] of data.entries())
    for (let from = 0; from < part.length || from === 0; from += step)
      inflate.push(part.subarray(from, from + step), i === data.length - 1 && from + step >= part.length)
}

// Implementation

const signature = 8

/** Grey, colour, palette, grey with opacity, colour with opacity. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** RFC 1951: 258 bytes take two bits at least. */
const deflateAtMost = 1032

/** Some encoders leave a little behind the last row, and other decoders take no notice. */
const slack = 2 ** 16

/** Packed bytes at a time, so that what they unpack to is known before it is much. */
const step = 2 ** 12

type Pass = readonly [x: number, y: number, right: number, down: number]

const whole: readonly Pass[] = [[0, 0, 1, 1]]

/** Adam7: the first pixel of each pass, and the steps from one to the next. */
const passes: readonly Pass[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]

function packedSize(width: number, height: number, bits: number, [x, y, right, down]: Pass): number {
  const columns = Math.ceil(Math.max(0, width - x) / right)
  const rows = Math.ceil(Math.max(0, height - y) / down)
  return columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bits) / 8))
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}
