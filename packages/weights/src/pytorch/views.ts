/** @file Tensors as views of storages. */

import { elements, type Tensor } from '@cnn/shapes'
import { checkFinite, checkShape, tell } from '../checkpoint.ts'
import { decodeFloats, widths, type FloatType } from '../bytes/floats.ts'
import { FormatError } from '../format-error.ts'
import type { StorageRef, TensorRef } from './pickled.ts'

// Public API

/** Bytes of a storage by its key. */
export type Storages = ReadonlyMap<string, Uint8Array>

/** Together they hold each value of a storage once, so memory is bounded by the file. */
export class Views {
  readonly storages: Storages
  readonly decoded = new Map<string, Float32Array>()
  readonly types = new Map<string, string>()
  readonly used = new Map<string, number>()
  readonly shared = new Map<string, Tensor>()

  constructor(storages: Storages) {
    this.storages = storages
  }

  read(name: string, ref: TensorRef): Tensor {
    const { storage, offset, shape, stride } = ref
    checkShape(name, shape)
    const size = elements(shape)
    const last = size === 0 ? offset - 1 : shape.reduce((at, length, axis) => at + (length - 1) * stride[axis]!, offset)
    if (last >= storage.size || size > storage.size)
      throw new FormatError(`tensor '${name}' of ${size} values ends at ${last} of a storage of ${storage.size}`)
    const values = this.values(name, storage)
    // Tied weights are one tensor under two names.
    const view = [storage.key, offset, shape.join('×'), stride.join()].join(' ')
    const same = this.shared.get(view)
    if (same) return same
    const used = (this.used.get(storage.key) ?? 0) + size
    if (used > storage.size) throw new FormatError(`tensor '${name}' overlaps another in storage '${storage.key}'`)
    this.used.set(storage.key, used)
    const tensor = checkFinite(name, { shape: [...shape], data: strided(values, ref) })
    this.shared.set(view, tensor)
    return tensor
  }

  values(name: string, ref: StorageRef): Float32Array {
    const known = this.decoded.get(ref.key)
    if (known) {
      if (this.types.get(ref.key) !== ref.type)
        throw new FormatError(
          `storage '${ref.key}' is a ${tell(this.types.get(ref.key))} to one tensor and a ` +
            `${tell(ref.type)} to '${name}'`,
        )
      if (known.length !== ref.size)
        throw new FormatError(`storage '${ref.key}' has ${known.length} values, not ${ref.size}`)
      return known
    }
    if (!Object.hasOwn(types, ref.type))
      throw new FormatError(`tensor '${name}' is of a ${tell(ref.type)}; ${Object.keys(types).join(', ')} are read`)
    const type = types[ref.type]!
    const bytes = this.storages.get(ref.key)
    if (!bytes) throw new FormatError(`the values of tensor '${name}', storage '${ref.key}', are missing`)
    if (bytes.length !== ref.size * widths[type])
      throw new FormatError(
        `storage '${ref.key}' of ${ref.size} values takes ${ref.size * widths[type]} bytes; it has ${bytes.length}`,
      )
    const data = decodeFloats(type, bytes)
    this.decoded.set(ref.key, data)
    this.types.set(ref.key, ref.type)
    return data
  }
}

/** Whether storages of that type hold what weights are. */
export const isFloat = ({ type }: StorageRef): boolean => Object.hasOwn(types, type)

/** Bytes of a value. */
export function widthOf({ type }: StorageRef): number {
  const width = Object.hasOwn(types, type)
    ? widths[types[type]!]
    : Object.hasOwn(otherWidths, type)
      ? otherWidths[type]
      : undefined
  if (width === undefined) throw new FormatError(`storages of type ${tell(type)} are not read`)
  return width
}

// Implementation

const types: Readonly<Record<string, FloatType>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
}
/** Bytes of a value of the storages that are not read, so that the older form can go past them. */
const otherWidths: Readonly<Record<string, number>> = {
  LongStorage: 8,
  IntStorage: 4,
  ShortStorage: 2,
  CharStorage: 1,
  ByteStorage: 1,
  BoolStorage: 1,
}

/** Row by row, whatever the strides: PyTorch keeps those of channels_last and of transposed matrices. */
function strided(values: Float32Array, { offset, shape, stride }: TensorRef): Float32Array {
  const size = elements(shape)
  const rowMajor = shape.map((_, axis) => elements(shape.slice(axis + 1)))
  if (shape.every((length, axis) => length <= 1 || stride[axis] === rowMajor[axis]))
    return size === values.length ? values : values.slice(offset, offset + size)
  const result = new Float32Array(size)
  const index = shape.map(() => 0)
  let at = offset
  for (let i = 0; i < size; i++) {
    result[i] = values[at]!
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += stride[axis]!
      if (++index[axis]! < shape[axis]!) break
      at -= stride[axis]! * shape[axis]!
      index[axis] = 0
    }
  }
  return result
}
