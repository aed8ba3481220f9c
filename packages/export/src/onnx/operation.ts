import type { Kind, Operations, Shape } from '@cnn/shapes'
import type { Draft } from './draft.ts'

/** What there is to know of the node that is written. */
export interface Context {
  /** What its result has to be named; names that begin with it and a slash are its own too. */
  readonly name: string
  /** The name of its layer in the checkpoint. */
  readonly layer: string
  readonly input: Shape
  readonly output: Shape
}

/**
 * Adds what computes a node; gives the name of the result, which is the context's unless the value was there before.
 */
export type Operation<K extends Kind> = (
  draft: Draft,
  inputs: readonly string[],
  attrs: Operations[K],
  context: Context,
) => string
