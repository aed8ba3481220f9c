/** @file What every reader gives, and the checks that every tensor of a stranger's file passes, whatever its format. */

import { bounds, elements, formatShape, type Tensor, type Weights } from '@cnn/shapes'
import { decodeFloats, type FloatType, widths } from './bytes/floats.ts'
import { FormatError } from './format-error.ts'
import type { OnnxGraph } from './onnx/graph.ts'

/** Tensors of a file by name, in the order of the file. */
export interface Checkpoint {
  /** Under the file's own names and in its own layout; `fitWeights` makes a network's of them. */
  readonly weights: Weights
  readonly metadata: Readonly<Record<string, string>>
  /** What the file holds besides: counters, shapes and other whole numbers that are no weights. */
  readonly skipped: readonly string[]
  /** Of files that hold several sets of tensors, where the one that is `weights` stands, `state_dict`. */
  readonly state?: string
  /** All sets, `weights` among them. */
  readonly states?: readonly State[]
  /** Of ONNX: which operators take which tensors. */
  readonly graph?: OnnxGraph
}

/** One set of tensors of a file, whose values are read when they are asked for. */
export interface State {
  /** The keys that lead to it, `model.state_dict`; '' for the outermost. */
  readonly name: string
  readonly shapes: ReadonlyMap<string, readonly number[]>
  /** Throws FormatError as the reader of the file does. */
  read(): Pick<Checkpoint, 'weights' | 'skipped'>
}

/** Throws FormatError unless it is a list of whole numbers of at least 0, no longer than `bounds` say. */
export function checkShape(name: string, shape: unknown): asserts shape is number[] {
  if (!isCounts(shape))
    throw new FormatError(`tensor '${name}' has the shape ${tell(shape)}; it must be a list of whole numbers`)
  if (shape.length > bounds.axes)
    throw new FormatError(`tensor '${name}' has ${shape.length} dimensions; ${bounds.axes} are read at most`)
}

/** Throws FormatError on more tensors than any network has. */
export function checkCount(count: number): void {
  if (count > bounds.tensors)
    throw new FormatError(`the file holds ${count} tensors; ${bounds.tensors} are read at most`)
}

export const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && (item as number) >= 0)

/** Something out of a file, cut to what fits in an error. */
export function tell(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

/**
 * A tensor from the bytes of its values. Throws FormatError if they are not as many as its shape needs, or if one of
 * them is no finite number: such weights give no classes, and the fault would show far from here.
 */
export function makeTensor(name: string, type: FloatType, shape: readonly number[], bytes: Uint8Array): Tensor {
  const needed = elements(shape) * widths[type]
  if (bytes.length !== needed)
    throw new FormatError(
      `tensor '${name}' of shape ${formatShape(shape)} takes ${needed} bytes; its place has ${bytes.length}`,
    )
  return checkFinite(name, { shape: [...shape], data: decodeFloats(type, bytes) })
}

/** Throws FormatError if a value is NaN or infinite, which also stands for numbers too large for float32. */
export function checkFinite(name: string, tensor: Tensor): Tensor {
  const { data } = tensor
  for (let i = 0; i < data.length; i++)
    if (!Number.isFinite(data[i]))
      throw new FormatError(`tensor '${name}' holds ${data[i]} at place ${i}; weights are finite numbers`)
  return tensor
}

/** PyTorch's batch norm counts its batches in a tensor of one whole number, which inference has no use for. */
export const isCounter = (name: string): boolean => name.endsWith('num_batches_tracked')
