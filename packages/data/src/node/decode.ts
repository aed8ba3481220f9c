/** @file Pictures from files: JPEG by jpeg-js, PNG by fast-png, both plain JavaScript. A page has `createImageBitmap` for that. */

import { convertIndexedToRgb, decode as decodePng, type DecodedPng } from 'fast-png'
import { decode as decodeJpeg } from 'jpeg-js'
import { DataError } from '../images.ts'
import { pictureFromRgba, type Picture } from '../picture.ts'

// Public API

/** `name` is for the error. Throws DataError for what is no JPEG or PNG, or cut off, or larger than 100 megapixels. */
export function decodePicture(bytes: Uint8Array, name = 'the picture'): Picture {
  const format = formatOf(bytes)
  if (!format) throw new DataError(`${name} is no picture that can be read: it is neither JPEG nor PNG`)
  try {
    return format === 'JPEG' ? jpeg(bytes) : png(bytes)
  } catch (error) {
    throw new DataError(`${name} is no ${format} that can be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

// Implementation

const megapixels = 100
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function formatOf(bytes: Uint8Array): 'JPEG' | 'PNG' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'JPEG'
  return pngSignature.every((byte, i) => bytes[i] === byte) ? 'PNG' : undefined
}

function jpeg(bytes: Uint8Array): Picture {
  // Without its end it is cut off, and the decoder would make up the rest in grey.
  if (!hasEnd(bytes)) throw new Error('it is cut off')
  const { width, height, data } = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: megapixels,
    maxMemoryUsageInMB: 2048,
  })
  return pictureFromRgba(width, height, data)
}

/** The marker "end of image"; some cameras write more bytes after it. */
function hasEnd(bytes: Uint8Array): boolean {
  for (let i = bytes.length - 2; i > 0; i--) if (bytes[i] === 0xff && bytes[i + 1] === 0xd9) return true
  return false
}

function png(bytes: Uint8Array): Picture {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Asked before decoding, which would take the memory for whatever a header claims.
  const [width, height] = [header.getUint32(16), header.getUint32(20)]
  if (width * height > megapixels * 1e6) throw new Error(`${width}×${height} is more than ${megapixels} megapixels`)
  const decoded = decodePng(bytes, { checkCrc: true })
  const value = decoded.palette ? paletteReader(decoded) : sampleReader(decoded)
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => value(Math.floor(i / 3), i % 3))
  return { width, height, pixels }
}

type Reader = (pixel: number, channel: number) => number

function paletteReader(decoded: DecodedPng): Reader {
  const rgb = convertIndexedToRgb(decoded)
  const channels = rgb.length / (decoded.width * decoded.height)
  return (pixel, channel) => rgb[pixel * channels + channel]!
}

/** One or two channels are grey, without and with opacity; of 16 bits the upper 8 count, as in PIL. */
function sampleReader({ data, depth, channels, width }: DecodedPng): Reader {
  if (depth < 8) {
    // Grey of 1, 2 or 4 bits is packed, each row from a byte of its own.
    const perByte = 8 / depth
    const most = 2 ** depth - 1
    const stride = Math.ceil(width / perByte)
    return (pixel) => {
      const column = pixel % width
      const byte = data[Math.floor(pixel / width) * stride + Math.floor(column / perByte)]!
      return (((byte >> (8 - depth * ((column % perByte) + 1))) & most) * 255) / most
    }
  }
  const shift = depth - 8
  return (pixel, channel) => data[pixel * channels + (channels < 3 ? 0 : channel)]! >> shift
}
