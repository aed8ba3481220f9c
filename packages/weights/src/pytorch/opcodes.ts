/** @file What each opcode does. Source: Python's Lib/pickletools.py. */

import { call, mention, storageOf } from './callables.ts'
import type { Machine } from './machine.ts'
import { damaged } from './pickled.ts'

/** By opcode. Those of texts and numbers in lines (protocol 0), of sets and of the building of objects are left out. */
export const steps: Readonly<Record<number, (m: Machine) => void>> = {
  0x80: (m) => void m.skip(1), // PROTO
  0x95: (m) => void m.skip(8), // FRAME
  0x28: (m) => m.mark(), // MARK
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
  0x71: (m) => m.remember(m.view.getUint8(m.skip(1))), // BINPUT
  0x72: (m) => m.remember(m.view.getUint32(m.skip(4), true)), // LONG_BINPUT
  0x94: (m) => m.remember(m.memo.size), // MEMOIZE
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
