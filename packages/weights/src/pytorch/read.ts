/**
 * @file PyTorch's checkpoints: a zip archive with a pickle and a file for each storage (since 1.6), or the older form, one
 * pickle after the other and then the storages. Format: torch/serialization.py, `_save` and `_legacy_save`.
 */

import { elements, type Tensor } from '@cnn/shapes'
import { checkFinite, isCounter, tell, type Checkpoint } from '../checkpoint.ts'
import { decodeFloats, widths, type FloatType } from '../floats.ts'
import { FormatError } from '../format-error.ts'
import { unzip } from '../zip.ts'
import { TensorRef, unpickle, type Pickled, type PickledMap, type StorageRef } from './unpickle.ts'

// Public API

/**
 * Reads the state_dict of a .pth, .pt or .th file, bare or within a training checkpoint, without running anything.
 * Throws FormatError on anything that is no tensor, container or number, by its name, and on every inconsistency.
 */
export function readPytorch(bytes: Uint8Array): Checkpoint {
  const { value, storages } = isZip(bytes) ? splitZip(bytes) : splitLegacy(bytes)
  const state = findState(value)
  const views = new Views(storages)
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  for (const [name, item] of state) {
    if (typeof name !== 'string') throw new FormatError(`a key of the state_dict is ${typeof name}, no text`)
    if (!(item instanceof TensorRef) || (isCounter(name) && item.storage.type === 'LongStorage')) skipped.push(name)
    else weights.set(name, views.read(name, item))
  }
  return { weights, metadata: {}, skipped }
}

// Implementation

/** Bytes of a storage by its key. */
type Storages = ReadonlyMap<string, Uint8Array>
interface Parts {
  readonly value: Pickled
  readonly storages: Storages
}

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

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

function splitZip(bytes: Uint8Array): Parts {
  const files = unzip(bytes, (name) => {
    if (/(^|\/)constants\.pkl$/.test(name)) throw new FormatError('the archive is a TorchScript program; save the state_dict of its module')
    return /(^|\/)(data\.pkl|byteorder|data\/[^/]+)$/.test(name)
  })
  const pickles = [...files.keys()].filter((name) => /(^|\/)data\.pkl$/.test(name))
  if (pickles.length !== 1)
    throw new FormatError(`the archive is no PyTorch checkpoint: it holds ${pickles.length} files data.pkl, not one`)
  const folder = pickles[0]!.slice(0, -'data.pkl'.length)
  const order = files.get(`${folder}byteorder`)
  if (order && new TextDecoder().decode(order) !== 'little')
    throw new FormatError('the checkpoint has the byte order of a big-endian machine')
  const storages = new Map<string, Uint8Array>()
  for (const [name, data] of files) if (name.startsWith(`${folder}data/`)) storages.set(name.slice(`${folder}data/`.length), data)
  return { value: unpickle(files.get(pickles[0]!)!).value, storages }
}

function splitLegacy(bytes: Uint8Array): Parts {
  const magic = unpickle(bytes)
  if (magic.value !== 0x1950a86a20f9469cfc6cn) throw new FormatError('no PyTorch checkpoint: its first pickle is not the magic number')
  const protocol = unpickle(bytes, magic.end)
  if (protocol.value !== 1001)
    throw new FormatError(
      `PyTorch's protocol ${tell(typeof protocol.value === 'number' ? protocol.value : typeof protocol.value)} is not known; 1001 is`,
    )
  const machine = unpickle(bytes, protocol.end)
  if (machine.value instanceof Map && machine.value.get('little_endian') === false)
    throw new FormatError('the checkpoint has the byte order of a big-endian machine')
  const content = unpickle(bytes, machine.end)
  const keys = unpickle(bytes, content.end)
  if (!Array.isArray(keys.value)) throw new FormatError('the checkpoint is damaged: it has no list of its storages')
  return { value: content.value, storages: legacyStorages(bytes, keys.end, keys.value, storagesIn(content.value)) }
}

/** One after the other, each after the number of its values. */
function legacyStorages(bytes: Uint8Array, start: number, keys: readonly Pickled[], refs: ReadonlyMap<string, StorageRef>): Storages {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const storages = new Map<string, Uint8Array>()
  let at = start
  for (const key of keys) {
    const ref = typeof key === 'string' ? refs.get(key) : undefined
    if (!ref || storages.has(ref.key))
      throw new FormatError(
        `the checkpoint is damaged: storage ${tell(typeof key === 'string' ? key : typeof key)} is of no tensor or twice`,
      )
    if (at + 8 > bytes.length) throw new FormatError(`the checkpoint is cut off before storage '${ref.key}'`)
    const claimed = view.getBigInt64(at, true)
    if (claimed !== BigInt(ref.size))
      throw new FormatError(`storage '${ref.key}' has ${claimed} values, not ${ref.size} as its tensors say`)
    const from = at + 8
    at = from + ref.size * widthOf(ref)
    if (at > bytes.length) throw new FormatError(`the checkpoint is cut off: storage '${ref.key}' ends at byte ${at} of ${bytes.length}`)
    storages.set(ref.key, bytes.subarray(from, at))
  }
  if (at !== bytes.length) throw new FormatError(`${bytes.length - at} bytes after the last storage belong to none`)
  return storages
}

function widthOf({ type }: StorageRef): number {
  const width = Object.hasOwn(types, type) ? widths[types[type]!] : Object.hasOwn(otherWidths, type) ? otherWidths[type] : undefined
  if (width === undefined) throw new FormatError(`storages of type ${tell(type)} are not read`)
  return width
}

/** Of all tensors, wherever they are. A pickle may hold itself, so each value is visited once. */
function storagesIn(root: Pickled): Map<string, StorageRef> {
  const found = new Map<string, StorageRef>()
  const seen = new Set<Pickled>()
  const waiting: Pickled[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()!
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (value instanceof TensorRef) found.set(value.storage.key, value.storage)
    else if (value instanceof Map) for (const item of value.values()) waiting.push(item)
    else if (Array.isArray(value)) for (const item of value) waiting.push(item)
  }
  return found
}

const usual = ['state_dict', 'model_state_dict', 'model', 'net', 'weights']

/** The state_dict: the value itself, or within a training checkpoint, where other values stand beside it. */
function findState(value: Pickled): PickledMap {
  if (!(value instanceof Map))
    throw new FormatError(`the checkpoint is no dict${value instanceof TensorRef ? ', but a single tensor' : ''}`)
  if (hasTensors(value)) return value
  for (const key of usual) {
    const inner = value.get(key)
    if (inner instanceof Map && hasTensors(inner)) return inner
  }
  const keys = [...value.keys()].filter((key) => typeof key === 'string')
  throw new FormatError(`the checkpoint holds no state_dict; its keys are ${tell(keys)}, and ${usual.join(', ')} are sought`)
}

const hasTensors = (map: PickledMap) => [...map.values()].some((item) => item instanceof TensorRef)

/** Tensors as views of storages. Together they hold each value of a storage once, so memory is bounded by the file. */
class Views {
  readonly storages: Storages
  readonly decoded = new Map<string, Float32Array>()
  readonly used = new Map<string, number>()
  readonly shared = new Map<string, Tensor>()

  constructor(storages: Storages) {
    this.storages = storages
  }

  read(name: string, ref: TensorRef): Tensor {
    const { storage, offset, shape, stride } = ref
    if (shape.length > 8) throw new FormatError(`tensor '${name}' has ${shape.length} axes`)
    const size = elements(shape)
    const last = size === 0 ? offset - 1 : shape.reduce((at, length, axis) => at + (length - 1) * stride[axis]!, offset)
    if (last >= storage.size || size > storage.size)
      throw new FormatError(`tensor '${name}' of ${size} values ends at ${last} of a storage of ${storage.size}`)
    // Tied weights are one tensor under two names.
    const view = [storage.key, offset, shape.join('×'), stride.join()].join(' ')
    const same = this.shared.get(view)
    if (same) return same
    const used = (this.used.get(storage.key) ?? 0) + size
    if (used > storage.size) throw new FormatError(`tensor '${name}' overlaps another in storage '${storage.key}'`)
    this.used.set(storage.key, used)
    const tensor = checkFinite(name, { shape: [...shape], data: strided(this.values(name, storage), ref) })
    this.shared.set(view, tensor)
    return tensor
  }

  values(name: string, ref: StorageRef): Float32Array {
    const known = this.decoded.get(ref.key)
    if (known) {
      if (known.length !== ref.size) throw new FormatError(`storage '${ref.key}' has ${known.length} values, not ${ref.size}`)
      return known
    }
    if (!Object.hasOwn(types, ref.type))
      throw new FormatError(`tensor '${name}' is of a ${tell(ref.type)}; ${Object.keys(types).join(', ')} are read`)
    const type = types[ref.type]!
    const bytes = this.storages.get(ref.key)
    if (!bytes) throw new FormatError(`the values of tensor '${name}', storage '${ref.key}', are missing`)
    if (bytes.length !== ref.size * widths[type])
      throw new FormatError(`storage '${ref.key}' of ${ref.size} values takes ${ref.size * widths[type]} bytes; it has ${bytes.length}`)
    const data = decodeFloats(type, bytes)
    this.decoded.set(ref.key, data)
    return data
  }
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
