/**
 * @file PNG by LodePNG in WebAssembly (npm's @cwasm/lodepng). Opacity and the colour that is to be transparent are left
 * out, and of 16 bits the upper 8 count, as in Pillow's `convert('RGB')`. No colour profile and no gamma is applied, as
 * in Pillow and torchvision.
 */

import { pictureFromRgba, type Picture } from '../picture.ts'
import { readOrientation, upright } from './exif.ts'
import { checkPng, readPngHeader } from './png-header.ts'

// Public API

/** [height, width, 3], upright. Throws for a file that is damaged, or beyond `pictureBounds`. */
export function decodePng(bytes: Uint8Array, module: WebAssembly.Module): Picture {
  const header = readPngHeader(bytes)
  checkPng(header)
  const { width, height, essential, exif } = header
  const rgba = unpack(essential, width * height * 4, module)
  return upright(pictureFromRgba(width, height, rgba), exif ? readOrientation(exif) : 1)
}

// Implementation

interface Library {
  readonly memory: WebAssembly.Memory
  readonly _initialize: () => void
  malloc(bytes: number): number
  lodepng_decode32(target: number, width: number, height: number, source: number, bytes: number): number
}

/** Numbers of lodepng.cpp that say what a person can understand. */
const reasons: Readonly<Record<number, string>> = {
  57: 'its checksum is wrong',
  58: 'its checksum is wrong',
  83: 'out of memory',
  106: 'its palette is missing',
}

/** A view of the library's own memory, which goes with it. */
function unpack(bytes: Uint8Array, size: number, module: WebAssembly.Module): Uint8Array {
  const library = new WebAssembly.Instance(module, {}).exports as unknown as Library
  const { _initialize: initialize } = library
  initialize()
  const source = library.malloc(bytes.length)
  // A pointer, the width and the height.
  const result = library.malloc(12)
  if (source === 0 || result === 0) throw new Error('it does not fit into the memory')
  new Uint8Array(library.memory.buffer).set(bytes, source)
  const status = library.lodepng_decode32(result, result + 4, result + 8, source, bytes.length)
  if (status !== 0) throw new Error(reasons[status] ?? `its data are damaged (LodePNG's error ${status})`)
  const [target] = new Uint32Array(library.memory.buffer, result, 1)
  return new Uint8Array(library.memory.buffer, target, size)
}
