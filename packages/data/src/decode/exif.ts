/** @file How the camera was held (EXIF 2.32, tag 0x0112), and the picture as a person sees it. */

import type { Picture } from '../picture.ts'

// Public API

/** 1 is upright; 2 to 8 are turned or mirrored. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** Of a TIFF block, as EXIF is one; 1 where it tells nothing that can be understood, as in Pillow. */
export function readOrientation(tiff: Uint8Array): Orientation {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  if (tiff.length < 8) return 1
  const little = view.getUint16(0) === 0x4949
  if ((!little && view.getUint16(0) !== 0x4d4d) || view.getUint16(2, little) !== 42) return 1
  const at = view.getUint32(4, little)
  if (at + 2 > tiff.length) return 1
  const entries = view.getUint16(at, little)
  for (let i = 0; i < entries; i++) {
    const entry = at + 2 + i * 12
    if (entry + 12 > tiff.length) return 1
    if (view.getUint16(entry, little) !== orientationTag) continue
    const [type, value] = [view.getUint16(entry + 2, little), view.getUint16(entry + 8, little)]
    return type === short && value >= 1 && value <= 8 ? (value as Orientation) : 1
  }
  return 1
}

/** Turned and mirrored as the orientation says: from 5 on, rows become columns. */
export function upright({ width, height, pixels }: Picture, orientation: Orientation): Picture {
  if (orientation === 1) return { width, height, pixels }
  const [w, h] = orientation >= 5 ? [height, width] : [width, height]
  const result = new Uint8Array(pixels.length)
  const [mirrored, flipped] = [[2, 3, 7, 8].includes(orientation), [3, 4, 6, 7].includes(orientation)]
  for (let row = 0; row < h; row++)
    for (let column = 0; column < w; column++) {
      const [x, y] = orientation >= 5 ? [row, column] : [column, row]
      const from = ((flipped ? height - 1 - y : y) * width + (mirrored ? width - 1 - x : x)) * 3
      const to = (row * w + column) * 3
      result[to] = pixels[from]!
      result[to + 1] = pixels[from + 1]!
      result[to + 2] = pixels[from + 2]!
    }
  return { width: w, height: h, pixels: result }
}

// Implementation

const orientationTag = 0x0112
const short = 3
