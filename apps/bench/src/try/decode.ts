/** @file Pictures as the browser decodes them. */

import { pictureFromRgba, type Picture } from '@cnn/data'

// Public API

export async function decode(photo: Blob, name: string): Promise<Picture> {
  let bitmap: ImageBitmap
  try {
    // As the file has them: no colours of the screen, and no opacity multiplied in.
    bitmap = await createImageBitmap(photo, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' })
  } catch {
    throw new Error(`${name} is no picture that this browser can read`)
  }
  try {
    return pixelsOf(bitmap, bitmap.width, bitmap.height)
  } finally {
    bitmap.close()
  }
}

/** Of a picture or of what a video shows now; so large that nothing of use is lost, and a phone's memory suffices. */
export function pixelsOf(source: CanvasImageSource, width: number, height: number): Picture {
  const scale = Math.min(1, largest / Math.max(width, height))
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
  const context = new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser gives no canvas to read a picture with')
  context.drawImage(source, 0, 0, w, h)
  return pictureFromRgba(w, h, context.getImageData(0, 0, w, h).data)
}

export function draw({ width, height, pixels }: Picture, canvas: HTMLCanvasElement): void {
  canvas.width = width
  canvas.height = height
  const image = new ImageData(width, height)
  for (let i = 0; i < width * height; i++)
    image.data.set([pixels[i * 3]!, pixels[i * 3 + 1]!, pixels[i * 3 + 2]!, 255], i * 4)
  canvas.getContext('2d')?.putImageData(image, 0, 0)
}

// Implementation

const largest = 2048
