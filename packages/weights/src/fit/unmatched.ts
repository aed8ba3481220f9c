/** @file Weights that are not told to be the network's as they are, and the choices that may mend it. */

import { WeightsError } from '@cnn/shapes'

/** What a person may choose, for whoever asks them: a command line has options for it, a page has fields. */
export interface Mending {
  /** Sets of tensors that the file holds, that which was looked at first; `state` takes another, '' the outermost. */
  readonly sets: readonly string[]
  /** Whether to take the tensors by their order, or by a map of names. */
  readonly names: readonly ('byOrder' | 'map')[]
}

/** Weights whose names are not the network's; `mending` tells what may be chosen. */
export class UnmatchedError extends WeightsError {
  override name = 'UnmatchedError'
  readonly mending: Mending

  constructor(message: string, { sets = [], names = [] }: Partial<Mending>) {
    super(message)
    this.mending = { sets, names }
  }
}
