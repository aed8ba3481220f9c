/**
 * @file IDX, the format of MNIST's files (LeCun, http://yann.lecun.com/exdb/mnist): two zeros, the type of the values
 * (8: bytes), the number of axes, the length of each in four bytes with the largest first, then the values.
 */

import { DataError, type Images } from '../images.ts'

// Public API

/** `name` is for the error. */
export function parseIdx(
  bytes: Uint8Array,
  name = 'the IDX file',
): { readonly shape: readonly number[]; readonly values: Uint8Array } {
  const [a, b, type, axes] = bytes
  if (a !== 0 || b !== 0 || type === undefined || axes === undefined)
    throw new DataError(`${name} is no IDX file: it begins with ${hex(bytes.subarray(0, 4))}, not with two zeros`)
  if (type !== unsignedByte)
    throw new DataError(`${name} holds values of type ${hex([type])}; only bytes, 08, are read`)
  const header = 4 + 4 * axes
  if (bytes.length < header)
    throw new DataError(`${name} is cut off within its header: ${bytes.length} bytes of ${header}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shape = Array.from({ length: axes }, (_, i) => view.getUint32(4 + 4 * i))
  const expected = header + shape.reduce((product, length) => product * length, 1)
  if (bytes.length !== expected) {
    const what = bytes.length < expected ? 'it is cut off' : 'there is more behind'
    throw new DataError(`${name} has ${bytes.length} bytes; ${shape.join('×')} values make it ${expected}: ${what}`)
  }
  return { shape, values: bytes.subarray(header) }
}

/**
 * Grey images, [count, height, width], and their labels, [count]. Throws DataError where the two do not belong
 * together.
 */
export function parseIdxImages(
  images: Uint8Array,
  labels: Uint8Array,
  classes: readonly string[],
  names: { readonly images: string; readonly labels: string } = {
    images: 'the IDX file of images',
    labels: 'the IDX file of labels',
  },
): Images {
  const { shape, values: pixels } = parseIdx(images, names.images)
  const [count, height, width] = shape
  if (shape.length !== 3) throw new DataError(`${names.images} holds ${shape.join('×')} values; images have three axes`)
  const own = parseIdx(labels, names.labels)
  if (own.shape.length !== 1)
    throw new DataError(`${names.labels} holds ${own.shape.join('×')} values; labels have one axis`)
  if (own.shape[0] !== count)
    throw new DataError(`${names.images} has ${count} images, and ${names.labels} ${own.shape[0]} labels`)
  const wrong = own.values.findIndex((label) => label >= classes.length)
  if (wrong >= 0)
    throw new DataError(
      `${names.labels}: image ${wrong} has label ${own.values[wrong]}; labels are 0 to ${classes.length - 1}`,
    )
  return { count: count!, height: height!, width: width!, channels: 1, pixels, labels: own.values, classes }
}

// Implementation

const unsignedByte = 8

const hex = (bytes: ArrayLike<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ') || 'nothing'
