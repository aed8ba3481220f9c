/**
 * @file What decoding one picture may take, all bounds in one place. Each is asked of the file's own structure before anything is
 * decoded, but for the time, which ends the worker that decodes.
 */

// Public API

export const limits = {
  /** Bytes, of all that lies in memory at once. A photo of 48 megapixels fits, which is what telephones make at most. */
  memory: 320 * 2 ** 20,
  /** Passes over a progressive JPEG; ten are usual. Each costs time for every pixel and may be a few bytes. */
  scans: 100,
  /** Pixels times scans. */
  scannedPixels: 10 ** 9,
  /** Parts of a PNG; encoders write one for each 8 kB or more. */
  chunks: 100_000,
  /** For one picture, on a slow machine. */
  seconds: 20,
} as const

/** Throws for a picture whose decoding would take more than `limits.memory`. */
export function checkMemory(width: number, height: number, bytesPerPixel: number): void {
  if (width * height * bytesPerPixel <= limits.memory) return
  const megapixels = (pixels: number) => (pixels / 1e6).toFixed(1)
  throw new Error(
    `${width}×${height} pixels of its kind are too many: ${megapixels(width * height)} million, ` +
      `and at most ${megapixels(limits.memory / bytesPerPixel)} million are read; make it smaller first`,
  )
}

/** Throws where a file is too small for what its header claims, so that it is cut off or made to take memory. */
export function checkRatio(claimed: number, bytes: number, most: number): void {
  if (claimed > bytes * most) throw new Error(`it is cut off: its header tells of more than ${bytes} bytes can hold`)
}
