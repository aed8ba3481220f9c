/** @file What a pickle may hold. */

import { FormatError } from '../format-error.ts'

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

/** The mention of something to call. It is a name and nothing more. */
export class Callable {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** What a pickle may hold; dicts are maps, lists and tuples are arrays. */
export type Pickled =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | StorageRef
  | TensorRef
  | Callable
  | Pickled[]
  | PickledMap
export type PickledMap = Map<Pickled, Pickled>

export const damaged = (what: string): FormatError => new FormatError(`the pickle is damaged: it has ${what}`)
