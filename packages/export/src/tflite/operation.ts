import type { Kind, Operations } from '@cnn/shapes'
import type { Context } from '../walk.ts'
import type { Draft, Value } from './draft.ts'

/** Adds what computes a node; gives its value. */
export type Operation<K extends Kind> = (
  draft: Draft,
  inputs: readonly Value[],
  attrs: Operations[K],
  context: Context,
) => Value
