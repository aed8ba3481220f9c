/** @file Pictures of every kind with the pixels that Pillow has for them (`pictures.py`). */

import { unzlibSync } from 'fflate'
import goldens from './pictures.json' with { type: 'json' }

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

export const pictures = Object.entries(goldens).map(([name, { file, width, height, pixels }]) => ({
  name,
  file: bytesOf(file),
  width,
  height,
  pixels: unzlibSync(bytesOf(pixels)),
}))
