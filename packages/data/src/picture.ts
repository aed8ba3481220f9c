/** @file One picture, decoded. */

/** Red, green and blue as bytes, pixel by pixel, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array | Uint8ClampedArray
}

/**
 * What a canvas or a decoder gives. Opacity is left out, as PIL's `convert('RGB')` does, on which the published
 * accuracies rest.
 */
export function pictureFromRgba(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Picture {
  const pixels = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    pixels[i * 3] = rgba[i * 4]!
    pixels[i * 3 + 1] = rgba[i * 4 + 1]!
    pixels[i * 3 + 2] = rgba[i * 4 + 2]!
  }
  return { width, height, pixels }
}
