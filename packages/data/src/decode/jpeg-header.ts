/** @file What the markers of a JPEG tell (ITU-T T.81, annex B), read without decoding. */

import { readOrientation, type Orientation } from './exif.ts'

// Public API

export interface JpegHeader {
  readonly width: number
  readonly height: number
  /** 1 is grey, 3 colour, 4 the inks of print. */
  readonly components: number
  readonly progressive: boolean
  readonly scans: number
  readonly orientation: Orientation
}

/** Walks from marker to marker to the end of the image. Throws for a file that ends before it, or has no frame. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let frame: Omit<JpegHeader, 'scans' | 'orientation'> | undefined
  let orientation: Orientation = 1
  let scans = 0
  for (let at = 2; ;) {
    at = nextMarker(bytes, at)
    const marker = bytes[at + 1]!
    if (marker === endOfImage) break
    at += 2
    if (marker === 0x01 || (marker >= 0xd0 && marker <= startOfImage)) continue
    const length = at + 2 <= bytes.length ? view.getUint16(at) : 0
    if (length < 2 || at + length > bytes.length) throw new Error(cut)
    const segment = bytes.subarray(at + 2, at + length)
    if (isFrame(marker)) frame ??= readFrame(segment, marker)
    if (marker === exif && orientation === 1) orientation = orientationIn(segment)
    if (marker === startOfScan) scans += 1
    at += length
  }
  if (!frame || scans === 0) throw new Error('it holds no image')
  return { ...frame, scans, orientation }
}

// Implementation

const cut = 'it is cut off'
const [startOfImage, endOfImage, startOfScan, exif] = [0xd8, 0xd9, 0xda, 0xe1]

/** C4, C8 and CC define tables and extensions. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/**
 * From `at` on; image data between has FF only before 00 and before the numbers of restarts. Decoders skip what else is
 * there.
 */
function nextMarker(bytes: Uint8Array, at: number): number {
  for (let from = at; ;) {
    const found = bytes.indexOf(0xff, from)
    const marker = found < 0 ? undefined : bytes[found + 1]
    if (marker === undefined) throw new Error(cut)
    if (marker !== 0x00 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return found
    from = found + 1
  }
}

function readFrame(segment: Uint8Array, marker: number): Omit<JpegHeader, 'scans' | 'orientation'> {
  if (segment.length < 6) throw new Error(cut)
  const [depth, high, low, wide, narrow, components] = segment
  const height = high! * 256 + low!
  const width = wide! * 256 + narrow!
  if (depth !== 8) throw new Error(`its values have ${depth} bits; only 8 are read`)
  if (width === 0 || height === 0) throw new Error(`it is ${width}×${height} pixels`)
  if (![1, 3, 4].includes(components!)) throw new Error(`it has ${components} components; 1, 3 and 4 are read`)
  return { width, height, components: components!, progressive: marker === 0xc2 }
}

function orientationIn(segment: Uint8Array): Orientation {
  const name = [0x45, 0x78, 0x69, 0x66, 0, 0]
  return name.every((byte, i) => segment[i] === byte) ? readOrientation(segment.subarray(6)) : 1
}
