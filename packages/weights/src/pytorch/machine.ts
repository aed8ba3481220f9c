/** @file The machine that a pickle is a program for: its bytes, its stack and what it remembers. */

import { bounds } from '@cnn/shapes'
import { FormatError } from '../format-error.ts'
import { put } from './callables.ts'
import { damaged, type Pickled } from './pickled.ts'

// Public API

/**
 * No item is larger than its opcode and what follows it, but for containers and what is remembered: those are counted.
 */
export class Machine {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
  copied = 0
  #opcodes = 0
  #objects = 0
  stack: Pickled[] = []
  /** The stacks below each mark. */
  readonly below: Pickled[][] = []
  readonly memo = new Map<number, Pickled>()

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
  }

  /** The next opcode. */
  opcode(): number {
    if (++this.#opcodes > bounds.pickle.opcodes)
      throw new FormatError(`the pickle has more than ${bounds.pickle.opcodes} opcodes`)
    return this.view.getUint8(this.skip(1))
  }

  /** One more container, or thing to remember. */
  count(): void {
    if (++this.#objects > bounds.pickle.objects)
      throw new FormatError(`the pickle holds more than ${bounds.pickle.objects} objects`)
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
    return utf8.decode(this.take(count))
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
    if (typeof value === 'object' && value !== null) this.count()
    this.stack.push(value)
  }

  mark(): void {
    this.count()
    this.below.push(this.stack)
    this.stack = []
  }

  remember(key: number): void {
    this.count()
    this.memo.set(key, this.top())
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
    this.stack.push(value)
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

// Implementation

const utf8 = new TextDecoder()
