/**
 * @file Pictures from files: the same pixels in Node and in every browser, which are Pillow's
 * `exif_transpose(picture).convert('RGB')`.
 */

import { messageOf } from '@cnn/shapes'
import { DataError } from '../images.ts'
import type { Picture } from '../picture.ts'
import { decodeJpeg } from './jpeg.ts'
import { decodePng } from './png.ts'

// Public API

/** Compiled from the files of npm's @cwasm/jpeg-turbo 0.1.3 and @cwasm/lodepng 0.1.9. */
export interface Codecs {
  readonly jpeg: WebAssembly.Module
  readonly png: WebAssembly.Module
}

/**
 * Decodes JPEG and PNG, turned as EXIF says, without opacity, colour profile and gamma. It takes no more memory than
 * `pictureBounds` allow; who gives it strangers' files lets it run where it can be ended. `name` is for the error.
 * Throws DataError for all that is no such picture, or is cut off, damaged or too large.
 */
export function decodeWith(codecs: Codecs, bytes: Uint8Array, name = 'the picture'): Picture {
  const format = pictureFormat(bytes)
  if (!format) throw new DataError(`${name} is no picture that can be read: it is ${otherFormat(bytes)}`)
  try {
    return format === 'JPEG' ? decodeJpeg(bytes, codecs.jpeg) : decodePng(bytes, codecs.png)
  } catch (error) {
    throw new DataError(`${name} is no ${format} that can be read: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

/** By its first bytes, whatever it is called. */
export function pictureFormat(bytes: Uint8Array): 'JPEG' | 'PNG' | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'JPEG'
  return startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) ? 'PNG' : undefined
}

// Implementation

const startsWith = (bytes: Uint8Array, start: readonly number[], at = 0): boolean =>
  start.every((byte, i) => bytes[at + i] === byte)
const text = (ascii: string): number[] => Array.from(ascii, (character) => character.charCodeAt(0))

function otherFormat(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'empty, and neither JPEG nor PNG'
  const known = others.find(([, at, start]) => startsWith(bytes, text(start), at))
  return known ? `${known[0]}, and JPEG and PNG are read` : 'neither JPEG nor PNG'
}

const others: readonly (readonly [name: string, at: number, start: string])[] = [
  ['a GIF', 0, 'GIF8'],
  ['WebP', 8, 'WEBP'],
  ['AVIF', 4, 'ftypavif'],
  ['HEIC', 4, 'ftyphei'],
  ['HEIC', 4, 'ftypmif1'],
  ['a BMP', 0, 'BM'],
  ['a TIFF', 0, 'II*\0'],
  ['a TIFF', 0, 'MM\0*'],
]
