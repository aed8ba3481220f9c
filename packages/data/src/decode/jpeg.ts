/**
 * @file JPEG by libjpeg-turbo in WebAssembly (npm's @cwasm/jpeg-turbo), which is what Pillow decodes with, so that the
 * bytes are the same, every one. It takes colours as the file's markers say: Adobe's transform 0 is RGB, without it
 * YCbCr.
 */

import { pictureBounds } from '@cnn/shapes'
import type { Picture } from '../picture.ts'
import { upright } from './exif.ts'
import { readJpegHeader, type JpegHeader } from './jpeg-header.ts'
import { checkMemory, checkRatio } from './limits.ts'

// Public API

/**
 * [height, width, 3], upright. Throws for what libjpeg-turbo would have to make up, and for what is beyond
 * `pictureBounds`.
 */
export function decodeJpeg(bytes: Uint8Array, module: WebAssembly.Module): Picture {
  const header = readJpegHeader(bytes)
  check(header, bytes.length)
  const { width, height, components, orientation } = header
  const values = decompress(bytes, header, module)
  return upright({ width, height, pixels: components === 4 ? rgbOfInks(values) : values }, orientation)
}

// Implementation

/** A block of 8×8 takes at least a bit, and of the chroma there may be four times as many as of the luma. */
const pixelsPerByte = 2048

function check({ width, height, components, progressive, scans }: JpegHeader, bytes: number): void {
  checkRatio(width * height, bytes, pixelsPerByte)
  // What comes out, and its copy; a progressive image's coefficients, of two bytes each, wait for the last scan.
  const outside = components === 4 ? 4 + 3 : 3 + 3
  checkMemory(width, height, outside + (progressive ? 2 * components : 0))
  if (scans > pictureBounds.scans) throw new Error(`it has ${scans} scans; at most ${pictureBounds.scans} are read`)
  if (scans * width * height > pictureBounds.scannedPixels)
    throw new Error(`${scans} scans of ${width}×${height} pixels would take too long`)
}

interface Library {
  readonly memory: WebAssembly.Memory
  malloc(bytes: number): number
  tjInitDecompress(): number
  tjDecompress2(
    handle: number,
    source: number,
    bytes: number,
    target: number,
    width: number,
    pitch: number,
    height: number,
    format: number,
    flags: number,
  ): number
}

/** TJPF_RGB and TJPF_CMYK of turbojpeg.h. */
const formats = { rgb: 0, inks: 11 }

/** Where version 0.1.3 writes what it has to say. */
const messageAt = 12176

/** Said of data that are whole. */
const harmless = /^$|extraneous bytes before marker|unknown JFIF revision|unknown Adobe color transform|bad ICC marker/

/** In memory of its own, since after an error the library's state is not to be trusted. */
function decompress(
  bytes: Uint8Array,
  { width, height, components }: JpegHeader,
  module: WebAssembly.Module,
): Uint8Array<ArrayBuffer> {
  const { exports } = new WebAssembly.Instance(module, { env, wasi_snapshot_preview1: system })
  const library = exports as unknown as Library
  const channels = components === 4 ? 4 : 3
  const source = library.malloc(bytes.length)
  const size = width * height * channels
  const target = library.malloc(size)
  if (source === 0 || target === 0) throw new Error('it does not fit into the memory')
  new Uint8Array(library.memory.buffer).set(bytes, source)
  const handle = library.tjInitDecompress()
  const format = channels === 4 ? formats.inks : formats.rgb
  let status: number
  try {
    status = library.tjDecompress2(handle, source, bytes.length, target, width, 0, height, format, 0)
  } catch (error) {
    throw error instanceof Jump || error instanceof WebAssembly.RuntimeError ? new Error(message(library)) : error
  }
  if (status !== 0 && !harmless.test(message(library))) throw new Error(message(library))
  return new Uint8Array(library.memory.buffer).slice(target, target + size)
}

/** What the library does after an error: it has said why, and does not return. */
class Jump extends Error {}

const jump = (): never => {
  throw new Jump()
}
const env = { setjmp: () => 0, longjmp: jump }
const system = {
  environ_sizes_get: () => 0,
  environ_get: jump,
  proc_exit: jump,
  fd_close: jump,
  fd_seek: jump,
  fd_write: jump,
}

function message({ memory }: Library): string {
  const text = new Uint8Array(memory.buffer, messageAt, 200)
  return new TextDecoder().decode(text.subarray(0, text.indexOf(0)))
}

/** As Pillow: inks are kept inverted, as Adobe does; black dims the three others (libImaging/Convert.c, cmyk2rgb). */
function rgbOfInks(inks: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array((inks.length / 4) * 3)
  for (let i = 0; i < inks.length / 4; i++) {
    const light = inks[i * 4 + 3]!
    for (let channel = 0; channel < 3; channel++) {
      const product = (255 - inks[i * 4 + channel]!) * light + 128
      result[i * 3 + channel] = Math.max(0, light - ((product + (product >> 8)) >> 8))
    }
  }
  return result
}
