/**
 * @file Asks a picture's own structure, before anything is decoded, whether decoding it would go beyond
 * `pictureBounds`.
 */

import { pictureBounds } from '@cnn/shapes'

/** Throws for a picture whose decoding would take more than `pictureBounds.memory`. */
export function checkMemory(width: number, height: number, bytesPerPixel: number): void {
  if (width * height * bytesPerPixel <= pictureBounds.memory) return
  const megapixels = (pixels: number) => (pixels / 1e6).toFixed(1)
  throw new Error(
    `${width}×${height} pixels of its kind are too many: ${megapixels(width * height)} million, ` +
      `and at most ${megapixels(pictureBounds.memory / bytesPerPixel)} million are read; make it smaller first`,
  )
}

/** Throws where a file is too small for what its header claims, so that it is cut off or made to take memory. */
export function checkRatio(claimed: number, bytes: number, most: number): void {
  if (claimed > bytes * most) throw new Error(`it is cut off: its header tells of more than ${bytes} bytes can hold`)
}
