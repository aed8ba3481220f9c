/**
 * @file CIFAR-10 and CIFAR-100 as they come for Python: a pickle of labels and of `data`, a row of 3,072 bytes an
 * image.
 */

import { imagesOfPlanes } from './sets/cifar10.ts'
import { DataError, type Images } from './images.ts'
import { textOf, type ByteArray, type Pickled } from './pickle/machine.ts'
import { unpickleDict } from './pickle/unpickle.ts'

// Public API

/**
 * Images of `data_batch_1`, `test_batch`, or of CIFAR-100's `train` and `test`, whose fine labels count. `name` is for
 * the error.
 */
export function parseCifarPython(bytes: Uint8Array, classes: readonly string[], name: string): Images {
  const dict = unpickleDict(bytes, name)
  const data = dict.get('data')
  const labels = dict.get('labels') ?? dict.get('fine_labels')
  if (!isArray(data) || data.shape.length !== 2 || data.shape[1] !== 3072)
    throw new DataError(`${name} has no 'data' of n×3072 bytes`)
  if (!Array.isArray(labels)) throw new DataError(`${name} has neither 'labels' nor 'fine_labels'`)
  return imagesOfPlanes(data.values, labels, classes, name)
}

/** The names of the classes, of `batches.meta` and of CIFAR-100's `meta`. */
export function parseCifarNames(bytes: Uint8Array, name: string): string[] {
  const dict = unpickleDict(bytes, name)
  const names = dict.get('label_names') ?? dict.get('fine_label_names')
  const texts = Array.isArray(names) ? names.flatMap((one) => textOf(one) ?? []) : []
  if (texts.length === 0) throw new DataError(`${name} has neither 'label_names' nor 'fine_label_names'`)
  return texts
}

// Implementation

const isArray = (value: Pickled | undefined): value is ByteArray =>
  typeof value === 'object' && value !== null && 'shape' in value
