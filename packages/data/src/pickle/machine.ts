/** @file The machine with a stack that a pickle is a program for (Python's Lib/pickletools.py), within bounds. */

import { pictureBounds } from '@cnn/shapes'
import { DataError } from '../images.ts'

// Public API

export type Pickled = number | boolean | null | string | Uint8Array | ByteArray | Pickled[] | Map<string, Pickled>

/** numpy's `ndarray` of type `uint8`, in C's order. */
export interface ByteArray {
  readonly shape: readonly number[]
  readonly values: Uint8Array
}

/** What stands on the stack: a value, or a word that only calls take. */
export type Item = Pickled | Word | typeof mark
export class Word {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}
/** Where the arguments of what takes any number of them begin. */
export const mark = Symbol('mark')

/** A text, which Python 2 writes as bytes. */
export const textOf = (value: Pickled | undefined): string | undefined =>
  value instanceof Uint8Array ? latin1.decode(value) : typeof value === 'string' ? value : undefined

export class Machine {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #stack: Item[] = []
  readonly #memo = new Map<number, Item>()
  #at = 0
  #containers = 0
  #items = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  opcode(): number {
    if (++this.#items > pictureBounds.batch.items)
      throw new DataError(`it has more than ${pictureBounds.batch.items} items`)
    return this.uint(1)
  }

  uint = (width: 1 | 2 | 4 | 8): number => {
    const at = this.skip(width)
    if (width === 1) return this.#view.getUint8(at)
    if (width === 2) return this.#view.getUint16(at, true)
    return width === 4 ? this.#view.getUint32(at, true) : Number(this.#view.getBigUint64(at, true))
  }

  int32 = (): number => this.#view.getInt32(this.skip(4), true)

  skip(count: number): number {
    const from = this.#at
    if (!(from + count <= this.#bytes.length)) throw new DataError('it is cut off')
    this.#at += count
    return from
  }

  take(count: number): Uint8Array {
    const from = this.skip(count)
    return this.#bytes.subarray(from, from + count)
  }

  text = (count: number): string => utf8.decode(this.take(count))

  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at)
    if (end < 0) throw new DataError('it is cut off')
    const line = latin1.decode(this.#bytes.subarray(this.#at, end))
    this.#at = end + 1
    return line
  }

  push = (item: Item): void => void this.#stack.push(item)

  container(item: Item): void {
    if (++this.#containers > pictureBounds.batch.containers)
      throw new DataError(`it has more than ${pictureBounds.batch.containers} lists and dicts`)
    this.push(item)
  }

  #pop(): Item {
    const item = this.#stack.pop()
    if (item === undefined) throw new DataError('its stack is empty')
    return item
  }

  pop(): Pickled {
    const item = this.#pop()
    if (item instanceof Word || item === mark) throw new DataError('it has a word where a value must be')
    return item
  }

  popWord(): string {
    const item = this.#pop()
    if (item instanceof Word) return item.name
    throw new DataError('it calls what is no word')
  }

  popMark(): Pickled[] {
    const at = this.#stack.findLastIndex((item) => item === mark)
    if (at < 0) throw new DataError('it has no mark')
    const items = this.#stack.splice(at).slice(1)
    // The type that an array is made of stands among the arguments.
    return items.map((item) => (item instanceof Word ? item.name : (item as Pickled)))
  }

  tuple(length: number): void {
    const items = Array.from({ length }, () => this.#pop()).toReversed()
    this.container(items.map((item) => (item instanceof Word ? item.name : (item as Pickled))))
  }

  top = (): Item | undefined => this.#stack.at(-1)
  remember = (key: number): void => void this.#memo.set(key, this.top()!)

  memoize = (): void => this.remember(this.#memo.size)

  recall(key: number): void {
    const item = this.#memo.get(key)
    if (item === undefined) throw new DataError(`it recalls ${key}, which was not kept`)
    this.push(item)
  }
}

// Implementation

const latin1 = new TextDecoder('latin1')
const utf8 = new TextDecoder()
