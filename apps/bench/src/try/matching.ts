/** @file Which tensors of the visitor's files are the network's, where their names do not tell. */

export interface Matching {
  /** The set of tensors to take, of a file that holds several; undefined takes that which fits best. */
  readonly set: string | undefined
  readonly by: By
  /** The list of names, once it is chosen. */
  readonly map?: File
}

export type By = 'names' | 'order' | 'map'

export const byNames: Matching = { set: undefined, by: 'names' }

/** Which choices the files leave, as the page offers them once they are known. */
export interface Open {
  /** Names of sets of tensors; '' is the outermost. */
  readonly sets: readonly string[]
  /** Other ways than by the names. */
  readonly ways: readonly By[]
}

export const nothingOpen: Open = { sets: [], ways: [] }

/** What is wrong with weights, with what the visitor may choose to mend it. */
export class WeightsProblem extends Error {
  override name = 'WeightsProblem'
  readonly open: Open

  constructor(message: string, open: Open) {
    super(message)
    this.open = open
  }
}
