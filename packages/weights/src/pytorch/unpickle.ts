/**
 * @file A restricted unpickler. Python's pickle is a program for a machine with a stack, and may call anything. Here it
 * can build numbers, texts, lists, tuples, dicts and tensors; the first mention of anything else ends it, by name, and
 * there is nothing that could run. Opcodes: Python's Lib/pickletools.py; tensors: torch/_utils.py, `_rebuild_tensor_v2`.
 */

import { tell } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'

// Public API

/** The values of one storage, which lie elsewhere in the file. */
export class StorageRef {
  readonly type: string
  readonly key: string
  readonly size: number
  constructor(type: string, key: string, size: number) {
    this.type = type
    this.key = key
    this.size = size
  }
}

/** A view of a storage. */
export class TensorRef {
  readonly storage: StorageRef
  readonly offset: number
  readonly shape: readonly number[]
  readonly stride: readonly number[]
  constructor(storage: StorageRef, offset: number, shape: readonly number[], stride: readonly number[]) {
    this.storage = storage
    this.offset = offset
    this.shape = shape
    this.stride = stride
  }
}

/** What a pickle may hold; dicts are maps, lists and tuples are arrays. */
export type Pickled = null | boolean | number | bigint | string | Uint8Array | StorageRef | TensorRef | Callable | Pickled[] | PickledMap
export type PickledMap = Map<Pickled, Pickled>

/** Runs one pickle from `at`; gives its value and the place after it. Throws FormatError on all that weights do not need. */
export function unpickle(bytes: Uint8Array, at = 0): { value: Pickled; end: number } {
  const machine = new Machine(bytes, at)
  return { value: machine.run(), end: machine.at }
}

// Implementation

/** The mention of something to call. It is a name and nothing more. */
class Callable {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

const rebuild = new Map<string, (args: readonly Pickled[]) => Pickled>([
  ['collections.OrderedDict', (args) => mapOf(args)],
  ['torch._utils._rebuild_tensor', (args) => tensorOf(args)],
  ['torch._utils._rebuild_tensor_v2', (args) => tensorOf(args)],
  ['torch._utils._rebuild_parameter', ([tensor]) => expectTensor(tensor)],
  ['torch.Size', ([sizes]) => (Array.isArray(sizes) ? sizes : [])],
])
const storageName = /^torch(?:\.cuda|\.storage)?\.(?:[A-Z][A-Za-z0-9]*Storage)$/

function mention(module: string, name: string): Callable {
  const full = `${module}.${name}`
  if (!rebuild.has(full) && !storageName.test(full))
    throw new FormatError(
      `the file names ${tell(full)}, which is not called: only tensors and plain containers are read. ` +
        `If it holds a whole module, save its state_dict() instead`,
    )
  return new Callable(full)
}

/** The place of `callee` in `rebuild` is all that is ever called. */
function call(callee: Pickled, args: Pickled, machine: Machine): Pickled {
  const build = callee instanceof Callable ? rebuild.get(callee.name) : undefined
  if (!build || !Array.isArray(args)) throw damaged('a call of what cannot be called')
  // One list can be named again and again in few bytes: copies of it are as many as bytes, or time and memory have no bound.
  for (const arg of args) if (Array.isArray(arg)) machine.copied += arg.length
  if (machine.copied > machine.bytes.length) throw damaged('more copies of its lists than it has bytes')
  return build(args)
}

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
  if (!(storage instanceof StorageRef) || !isCount(offset) || !areCounts(shape) || !areCounts(stride) || shape.length !== stride.length)
    throw damaged('a tensor without storage, shape or strides, or with negative ones')
  return new TensorRef(storage, offset, shape, stride)
}

function expectTensor(value: Pickled | undefined): TensorRef {
  if (!(value instanceof TensorRef)) throw damaged('a parameter that is no tensor')
  return value
}

/** ('storage', type, key, device, size), and before 1.6 a view on another storage, which must be none. */
function storageOf(id: Pickled): StorageRef {
  if (!Array.isArray(id)) throw damaged('a persistent id that is no tuple')
  const [kind, type, key, , size, view] = id
  if (kind !== 'storage' || !(type instanceof Callable) || typeof key !== 'string' || !isCount(size)) throw damaged('a strange storage')
  if (view !== undefined && view !== null)
    throw new FormatError('storages that are views of others are not read; save it with PyTorch ≥ 1.6')
  return new StorageRef(type.name.split('.').at(-1)!, key, size)
}

function put(map: PickledMap, key: Pickled, value: Pickled): void {
  if (map.has(key)) throw new FormatError(`the file holds ${tell(typeof key === 'string' ? key : typeof key)} twice`)
  map.set(key, value)
}

const isCount = (value: Pickled | undefined): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const areCounts = (value: Pickled | undefined): value is number[] => Array.isArray(value) && value.every((item) => isCount(item))
const damaged = (what: string) => new FormatError(`the pickle is damaged: it has ${what}`)

/** No item is larger than its opcode and what follows it, so that memory stays within a multiple of the file. */
class Machine {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
  copied = 0
  stack: Pickled[] = []
  /** The stacks below each mark. */
  readonly below: Pickled[][] = []
  readonly memo = new Map<number, Pickled>()

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
  }

  run(): Pickled {
    for (;;) {
      const opcode = this.view.getUint8(this.skip(1))
      if (opcode === 0x2e) return this.pop()
      const step = steps[opcode]
      if (!step)
        throw new FormatError(`the pickle has opcode 0x${opcode.toString(16)} at byte ${this.at - 1}, which no saved state_dict needs`)
      step(this)
    }
  }

  /** The place before, having gone on by `count`. */
  skip(count: number): number {
    const before = this.at
    if (before + count > this.bytes.length) throw new FormatError(`the pickle is cut off at byte ${this.bytes.length}`)
    this.at += count
    return before
  }

  take(count: number): Uint8Array {
    const from = this.skip(count)
    return this.bytes.subarray(from, from + count)
  }

  text(count: number): string {
    return new TextDecoder().decode(this.take(count))
  }

  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at)
    if (end < 0) throw new FormatError('the pickle is cut off within a name')
    const text = this.text(end - this.at)
    this.at++
    return text
  }

  size64(): number {
    const size = this.view.getBigUint64(this.skip(8), true)
    if (size > this.bytes.length) throw new FormatError('the pickle is cut off: a text is longer than the file')
    return Number(size)
  }

  push(value: Pickled): void {
    this.stack.push(value)
  }

  pop(): Pickled {
    const value = this.stack.pop()
    if (value === undefined) throw damaged('too few values on its stack')
    return value
  }

  top(): Pickled {
    const value = this.stack.at(-1)
    if (value === undefined) throw damaged('too few values on its stack')
    return value
  }

  /** What was pushed since the last mark. */
  popMark(): Pickled[] {
    const below = this.below.pop()
    if (!below) throw damaged('no mark on its stack')
    const items = this.stack
    this.stack = below
    return items
  }

  tuple(length: number): void {
    if (this.stack.length < length) throw damaged('too few values on its stack')
    this.push(this.stack.splice(this.stack.length - length))
  }

  recall(key: number): void {
    const value = this.memo.get(key)
    if (value === undefined) throw damaged(`nothing remembered as ${key}`)
    this.push(value)
  }

  /** The list under the values. */
  extend(items: readonly Pickled[]): void {
    const list = this.top()
    if (!Array.isArray(list)) throw damaged('items for what is no list')
    for (const item of items) list.push(item)
  }

  /** The dict under the keys and values. */
  assign(items: readonly Pickled[]): void {
    const map = this.top()
    if (!(map instanceof Map) || items.length % 2 !== 0) throw damaged('entries for what is no dict')
    for (let i = 0; i < items.length; i += 2) put(map, items[i]!, items[i + 1]!)
  }

  /** Signed, least byte first. */
  long(count: number): void {
    if (count > 16) throw new FormatError(`the pickle has a number of ${count} bytes`)
    let value = 0n
    const bytes = this.take(count)
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
    value = BigInt.asIntN(count * 8, value)
    this.push(value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value)
  }
}

/** By opcode. Those of texts and numbers in lines (protocol 0), of sets and of the building of objects are left out. */
const steps: Readonly<Record<number, (m: Machine) => void>> = {
  0x80: (m) => void m.skip(1), // PROTO
  0x95: (m) => void m.skip(8), // FRAME
  0x28: (m) => {
    m.below.push(m.stack)
    m.stack = []
  }, // MARK
  0x30: (m) => void m.pop(), // POP
  0x31: (m) => void m.popMark(), // POP_MARK
  0x4e: (m) => m.push(null), // NONE
  0x88: (m) => m.push(true), // NEWTRUE
  0x89: (m) => m.push(false), // NEWFALSE
  0x4a: (m) => m.push(m.view.getInt32(m.skip(4), true)), // BININT
  0x4b: (m) => m.push(m.view.getUint8(m.skip(1))), // BININT1
  0x4d: (m) => m.push(m.view.getUint16(m.skip(2), true)), // BININT2
  0x8a: (m) => m.long(m.view.getUint8(m.skip(1))), // LONG1
  0x47: (m) => m.push(m.view.getFloat64(m.skip(8), false)), // BINFLOAT
  0x58: (m) => m.push(m.text(m.view.getUint32(m.skip(4), true))), // BINUNICODE
  0x8c: (m) => m.push(m.text(m.view.getUint8(m.skip(1)))), // SHORT_BINUNICODE
  0x8d: (m) => m.push(m.text(m.size64())), // BINUNICODE8
  0x54: (m) => m.push(m.text(m.view.getUint32(m.skip(4), true))), // BINSTRING, of Python 2
  0x55: (m) => m.push(m.text(m.view.getUint8(m.skip(1)))), // SHORT_BINSTRING
  0x42: (m) => m.push(m.take(m.view.getUint32(m.skip(4), true))), // BINBYTES
  0x43: (m) => m.push(m.take(m.view.getUint8(m.skip(1)))), // SHORT_BINBYTES
  0x5d: (m) => m.push([]), // EMPTY_LIST
  0x29: (m) => m.push([]), // EMPTY_TUPLE
  0x7d: (m) => m.push(new Map()), // EMPTY_DICT
  0x74: (m) => m.push(m.popMark()), // TUPLE
  0x85: (m) => m.tuple(1), // TUPLE1
  0x86: (m) => m.tuple(2), // TUPLE2
  0x87: (m) => m.tuple(3), // TUPLE3
  0x61: (m) => {
    const item = m.pop()
    m.extend([item])
  }, // APPEND
  0x65: (m) => m.extend(m.popMark()), // APPENDS
  0x73: (m) => {
    const value = m.pop()
    const key = m.pop()
    m.assign([key, value])
  }, // SETITEM
  0x75: (m) => m.assign(m.popMark()), // SETITEMS
  0x71: (m) => void m.memo.set(m.view.getUint8(m.skip(1)), m.top()), // BINPUT
  0x72: (m) => void m.memo.set(m.view.getUint32(m.skip(4), true), m.top()), // LONG_BINPUT
  0x94: (m) => void m.memo.set(m.memo.size, m.top()), // MEMOIZE
  0x68: (m) => m.recall(m.view.getUint8(m.skip(1))), // BINGET
  0x6a: (m) => m.recall(m.view.getUint32(m.skip(4), true)), // LONG_BINGET
  0x63: (m) => {
    const module = m.line()
    m.push(mention(module, m.line()))
  }, // GLOBAL
  0x93: (m) => {
    const name = m.pop()
    const module = m.pop()
    if (typeof module !== 'string' || typeof name !== 'string') throw damaged('a mention of no text')
    m.push(mention(module, name))
  }, // STACK_GLOBAL
  0x51: (m) => m.push(storageOf(m.pop())), // BINPERSID
  0x52: (m) => {
    const args = m.pop()
    m.push(call(m.pop(), args, m))
  }, // REDUCE
  // BUILD: state_dict's `_metadata`, the versions of its modules, is dropped.
  0x62: (m) => {
    m.pop()
    if (!(m.top() instanceof Map)) throw damaged('a state for what is no dict')
  },
}
