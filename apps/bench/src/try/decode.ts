/**
 * @file Pictures as pixels: JPEG and PNG by the decoders that the command line has, so that both have the same, and
 * what else the browser reads.
 */

import { pictureFormat, pictureFromRgba, type Picture } from '@cnn/data'
import { pictureBounds } from '@cnn/shapes'
import type { DecodeAnswer, DecodeQuestion } from './decode-worker.ts'

// Public API

/** Rejects, saying what is wrong, for what is no picture, damaged, too large, or takes too long. */
export async function decode(photo: Blob, name: string): Promise<Picture> {
  const bytes = new Uint8Array(await photo.arrayBuffer())
  return pictureFormat(bytes) ? inWorker(bytes, name) : byBrowser(photo, name)
}

/**
 * The pixels of a picture, or of what a video shows now. A large one is made smaller: nothing of use is lost, and a
 * phone's memory suffices.
 */
export function pixelsOf(source: CanvasImageSource, width: number, height: number): Picture {
  const scale = Math.min(1, largest / Math.max(width, height))
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
  const context = new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser gives no canvas to read a picture with')
  context.drawImage(source, 0, 0, w, h)
  return pictureFromRgba(w, h, context.getImageData(0, 0, w, h).data)
}

/** Draws the picture for people to look at: of a large one only every second pixel, or every third, and so on. */
export function draw({ width, height, pixels }: Picture, canvas: HTMLCanvasElement): void {
  const step = Math.ceil(Math.max(width, height) / largest)
  canvas.width = Math.ceil(width / step)
  canvas.height = Math.ceil(height / step)
  const image = new ImageData(canvas.width, canvas.height)
  for (let row = 0, to = 0; row < height; row += step)
    for (let column = 0; column < width; column += step) {
      const from = (row * width + column) * 3
      for (let channel = 0; channel < 3; channel++) image.data[to++] = pixels[from + channel]!
      image.data[to++] = 255
    }
  canvas.getContext('2d')?.putImageData(image, 0, 0)
}

// Implementation

const largest = 2048

/** The worker is ended after some time, since even a small file may take very long to decode. */
function inWorker(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Picture> {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })
  const question: DecodeQuestion = { bytes, name }
  return new Promise<Picture>((resolve, reject) => {
    const { seconds } = pictureBounds
    const tooLate = setTimeout(() => reject(new Error(`${name} took more than ${seconds} s to decode`)), seconds * 1000)
    worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
      clearTimeout(tooLate)
      if ('problem' in data) reject(new Error(data.problem))
      else resolve(data)
    })
    worker.addEventListener('error', ({ message }) => {
      clearTimeout(tooLate)
      reject(new Error(`the decoder of pictures does not start: ${message}`))
    })
    worker.postMessage(question, [bytes.buffer])
  }).finally(() => worker.terminate())
}

/** WebP, AVIF, and what else this browser knows; turned as EXIF says too. */
async function byBrowser(photo: Blob, name: string): Promise<Picture> {
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
