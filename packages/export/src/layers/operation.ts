import type { FeatureMap, Kind, Operations, Shape, Tensor } from '@cnn/shapes'
import type { Draft } from './draft.ts'

/** What there is to know of the node that is written. */
export interface Context {
  /** What the layer of its result is named; names that begin with it and a slash are its own too. */
  readonly name: string
  readonly input: Shape
  readonly output: Shape
  /** The input is never below zero. */
  readonly positive: boolean
  /** A tensor of the checkpoint, by its name within the layer. */
  readonly weight: (part: string) => Tensor
}

/** Adds what computes a node; gives the name of the layer of the result. */
export type Operation<K extends Kind> = (draft: Draft, inputs: readonly string[], attrs: Operations[K], context: Context) => string

/** The shape of an input that the builder has checked to be a map. */
export const mapShape = (shape: Shape): FeatureMap => shape as FeatureMap
