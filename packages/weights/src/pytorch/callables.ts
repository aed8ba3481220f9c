/**
 * @file All that a pickle may call, by name: what builds containers and tensors. Tensors: torch/_utils.py,
 * `_rebuild_tensor_v2`.
 */

import { tell } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { Callable, damaged, StorageRef, TensorRef, type Pickled, type PickledMap } from './pickled.ts'

// Public API

/** The first mention of anything else ends it. */
export function mention(module: string, name: string): Callable {
  const full = `${module}.${name}`
  if (!rebuild.has(full) && !storageName.test(full))
    throw new FormatError(
      `the file names ${tell(full)}, which is not called: only tensors and plain containers are read. ` +
        `If it holds a whole module, save its state_dict() instead`,
    )
  return new Callable(full)
}

/** The place of `callee` in `rebuild` is all that is ever called. */
export function call(callee: Pickled, args: Pickled, machine: { readonly bytes: Uint8Array; copied: number }): Pickled {
  const build = callee instanceof Callable ? rebuild.get(callee.name) : undefined
  if (!build || !Array.isArray(args)) throw damaged('a call of what cannot be called')
  // One list can be named again and again in few bytes: copies of it are as many as bytes, or time and memory have no
  // bound.
  for (const arg of args) if (Array.isArray(arg)) machine.copied += arg.length
  if (machine.copied > machine.bytes.length) throw damaged('more copies of its lists than it has bytes')
  return build(args)
}

/** ('storage', type, key, device, size), and before 1.6 a view on another storage, which must be none. */
export function storageOf(id: Pickled): StorageRef {
  if (!Array.isArray(id)) throw damaged('a persistent id that is no tuple')
  const [kind, type, key, , size, view] = id
  if (kind !== 'storage' || !(type instanceof Callable) || typeof key !== 'string' || !isCount(size))
    throw damaged('a strange storage')
  if (view !== undefined && view !== null)
    throw new FormatError('storages that are views of others are not read; save it with PyTorch ≥ 1.6')
  return new StorageRef(type.name.split('.').at(-1)!, key, size)
}

export function put(map: PickledMap, key: Pickled, value: Pickled): void {
  if (map.has(key)) throw new FormatError(`the file holds ${tell(typeof key === 'string' ? key : typeof key)} twice`)
  map.set(key, value)
}

// Implementation

const rebuild = new Map<string, (args: readonly Pickled[]) => Pickled>([
  ['collections.OrderedDict', (args) => mapOf(args)],
  ['torch._utils._rebuild_tensor', (args) => tensorOf(args)],
  ['torch._utils._rebuild_tensor_v2', (args) => tensorOf(args)],
  ['torch._utils._rebuild_parameter', ([tensor]) => expectTensor(tensor)],
  ['torch.Size', ([sizes]) => (Array.isArray(sizes) ? sizes : [])],
])
const storageName = /^torch(?:\.cuda|\.storage)?\.(?:[A-Z][A-Za-z0-9]*Storage)$/

function mapOf([items]: readonly Pickled[]): PickledMap {
  const map: PickledMap = new Map()
  if (items === undefined) return map
  if (!Array.isArray(items)) throw damaged('an OrderedDict of no list')
  for (const item of items) {
    if (!Array.isArray(item) || item.length !== 2) throw damaged('an OrderedDict of no pairs')
    put(map, item[0]!, item[1]!)
  }
  return map
}

function tensorOf([storage, offset, shape, stride]: readonly Pickled[]): TensorRef {
  if (
    !(storage instanceof StorageRef) ||
    !isCount(offset) ||
    !areCounts(shape) ||
    !areCounts(stride) ||
    shape.length !== stride.length
  )
    throw damaged('a tensor without storage, shape or strides, or with negative ones')
  return new TensorRef(storage, offset, shape, stride)
}

function expectTensor(value: Pickled | undefined): TensorRef {
  if (!(value instanceof TensorRef)) throw damaged('a parameter that is no tensor')
  return value
}

const isCount = (value: Pickled | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const areCounts = (value: Pickled | undefined): value is number[] =>
  Array.isArray(value) && value.every((item) => isCount(item))
