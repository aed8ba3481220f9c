/**
 * @file The pickles in which CIFAR comes for Python: a dict of lists of numbers, of texts, and one array of bytes.
 * Pickle may call anything; here it finds what those files need, and there is nothing that could run.
 */

import { DataError } from '../images.ts'
import { Machine, mark, textOf, Word, type ByteArray, type Pickled } from './machine.ts'

// Public API

/**
 * The dict of a file. Strings of Python 2 are bytes. `name` is for the error. Throws DataError for all else that a
 * pickle may hold.
 */
export function unpickleDict(bytes: Uint8Array, name: string): Map<string, Pickled> {
  const machine = new Machine(bytes)
  try {
    for (let opcode = machine.opcode(); opcode !== stop; opcode = machine.opcode()) {
      const step = steps[opcode]
      if (!step) throw new DataError(`it has opcode 0x${opcode.toString(16)}`)
      step(machine)
    }
    const value = machine.pop()
    if (value instanceof Map) return value
    throw new DataError('it holds no dict')
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new DataError(`${name} is no pickle as CIFAR comes in: ${error.message}`, { cause: error })
  }
}

// Implementation

const stop = 0x2e

function extend(m: Machine, items: readonly Pickled[]): void {
  const list = m.top()
  if (!Array.isArray(list)) throw new DataError('it appends to what is no list')
  for (const item of items) list.push(item)
}

function assign(m: Machine, items: readonly Pickled[]): void {
  const dict = m.top()
  if (!(dict instanceof Map)) throw new DataError('it sets an item of what is no dict')
  for (let i = 0; i + 1 < items.length; i += 2) {
    const key = textOf(items[i])
    if (key === undefined) throw new DataError('a key of a dict is no text')
    dict.set(key, items[i + 1]!)
  }
}

/** The three calls by which numpy's arrays are made, and that by which Python 3 writes bytes for Python 2. */
function call(m: Machine): void {
  const args = m.pop()
  const word = m.popWord()
  if (!Array.isArray(args)) throw new DataError('it calls with what is no tuple')
  if (/^numpy\._?core\.multiarray _reconstruct$/.test(word)) return m.push({ shape: [], values: new Uint8Array() })
  if (word === 'numpy dtype' && textOf(args[0]) === 'u1') return m.container([])
  if (word === '_codecs encode' && typeof args[0] === 'string')
    return m.push(Uint8Array.from(args[0], (character) => character.charCodeAt(0)))
  throw new DataError(`it calls ${word}, which no file of CIFAR needs`)
}

/** Of an array its shape and bytes: the state is (version, shape, type, whether in Fortran's order, bytes). */
function build(m: Machine): void {
  const state = m.pop()
  const made = m.top()
  // A type says of itself what `u1` says already.
  if (Array.isArray(made)) return
  const [, shape, , fortran, values] = Array.isArray(state) ? state : []
  const isArray = typeof made === 'object' && made !== null && 'values' in made && !(made instanceof Map)
  const lengths = Array.isArray(shape) && shape.every((length) => typeof length === 'number') ? shape : undefined
  if (!isArray || !lengths || fortran !== false || !(values instanceof Uint8Array))
    throw new DataError('it holds an array that is not of bytes in C’s order')
  if (lengths.reduce((product, length) => product * length, 1) !== values.length)
    throw new DataError(`its array of ${lengths.join('×')} has ${values.length} bytes`)
  Object.assign(made, { shape: lengths, values } satisfies ByteArray)
}

const steps: Readonly<Record<number, (m: Machine) => void>> = {
  0x80: (m) => void m.skip(1), // PROTO
  0x95: (m) => void m.skip(8), // FRAME
  0x28: (m) => m.push(mark),
  0x4e: (m) => m.push(null),
  0x88: (m) => m.push(true),
  0x89: (m) => m.push(false),
  0x4a: (m) => m.push(m.int32()), // BININT
  0x4b: (m) => m.push(m.uint(1)), // BININT1
  0x4d: (m) => m.push(m.uint(2)), // BININT2
  0x58: (m) => m.push(m.text(m.uint(4))), // BINUNICODE
  0x8c: (m) => m.push(m.text(m.uint(1))), // SHORT_BINUNICODE
  0x54: (m) => m.push(m.take(m.uint(4))), // BINSTRING, of Python 2
  0x55: (m) => m.push(m.take(m.uint(1))), // SHORT_BINSTRING
  0x42: (m) => m.push(m.take(m.uint(4))), // BINBYTES
  0x43: (m) => m.push(m.take(m.uint(1))), // SHORT_BINBYTES
  0x8e: (m) => m.push(m.take(m.uint(8))), // BINBYTES8
  0x5d: (m) => m.container([]), // EMPTY_LIST
  0x29: (m) => m.container([]), // EMPTY_TUPLE
  0x7d: (m) => m.container(new Map()), // EMPTY_DICT
  0x74: (m) => m.container(m.popMark()), // TUPLE
  0x85: (m) => m.tuple(1),
  0x86: (m) => m.tuple(2),
  0x87: (m) => m.tuple(3),
  0x61: (m) => {
    const item = m.pop()
    extend(m, [item])
  }, // APPEND
  0x65: (m) => extend(m, m.popMark()), // APPENDS
  0x73: (m) => {
    const value = m.pop()
    assign(m, [m.pop(), value])
  }, // SETITEM
  0x75: (m) => assign(m, m.popMark()), // SETITEMS
  0x71: (m) => m.remember(m.uint(1)), // BINPUT
  0x72: (m) => m.remember(m.uint(4)), // LONG_BINPUT
  0x94: (m) => m.memoize(), // MEMOIZE
  0x68: (m) => m.recall(m.uint(1)), // BINGET
  0x6a: (m) => m.recall(m.uint(4)), // LONG_BINGET
  0x63: (m) => {
    const module = m.line()
    m.push(new Word(`${module} ${m.line()}`))
  }, // GLOBAL
  0x93: (m) => {
    const name = textOf(m.pop())
    m.push(new Word(`${textOf(m.pop())} ${name}`))
  }, // STACK_GLOBAL
  0x52: call, // REDUCE
  0x62: build, // BUILD
}
