/** @file Writes one record of a program. */

import { codes, fields, recordBytes } from './fields.ts'

type Kind = keyof typeof fields
type Field<K extends Kind> = Exclude<(typeof fields)[K][number], 'code'>

/** Fields that are floats. */
const floats: ReadonlySet<string> = new Set(['floor', 'scaledFloor', 'k', 'alpha', 'beta'])

/** Records in a row; an address is above 2³¹ at times, which a word holds as well. */
export class Records {
  readonly words: Int32Array
  readonly #floats: Float32Array
  count = 0

  constructor(most: number) {
    this.words = new Int32Array((most * recordBytes) / 4)
    this.#floats = new Float32Array(this.words.buffer)
  }

  /** A missing field does not compile. `code` is for kinds that several kernels read. */
  add<K extends Kind>(kind: K, values: Readonly<Record<Field<K>, number>>, code: keyof typeof codes = kind): void {
    const start = (this.count * recordBytes) / 4
    const given: Readonly<Record<string, number>> = { ...values, code: codes[code] }
    for (const [i, name] of fields[kind].entries())
      (floats.has(name) ? this.#floats : this.words)[start + i] = given[name]!
    this.count += 1
  }
}
