import type { Kind, Operations } from '@cnn/shapes'
import type { Context } from '../walk.ts'
import type { Draft } from './draft.ts'

/** Adds what computes a node; gives the name of the layer of the result. */
export type Operation<K extends Kind> = (
  draft: Draft,
  inputs: readonly string[],
  attrs: Operations[K],
  context: Context,
) => string
