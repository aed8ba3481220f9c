/**
 * @file A TFLite model while it is put together: tensors by their positions, and the operators that make one of others.
 */

import type { Options, OperatorName } from './schema.ts'

/** The position of a tensor among all. */
export type Value = number

export interface DraftTensor {
  readonly name: string
  /** With the batch, where it is no constant. */
  readonly shape: readonly number[]
  /** Of a constant. */
  readonly data?: Float32Array | Int32Array
}

export interface DraftOperator {
  readonly operator: OperatorName
  readonly version: number
  readonly inputs: readonly Value[]
  readonly output: Value
  readonly options: Options | undefined
}

/** The value of an operator that is still to be added: its name, and its shape for one image. */
export interface Result {
  readonly name: string
  readonly shape: readonly number[]
  /** Of the operator: 1 unless it needs what a later one brought. */
  readonly version?: number
}

export class Draft {
  readonly tensors: DraftTensor[] = []
  readonly operators: DraftOperator[] = []

  /** Adds the tensor that is given when the model runs; of one image, as every value here. */
  input(name: string, shape: readonly number[]): Value {
    return this.#add({ name, shape: [1, ...shape] })
  }

  constant(name: string, shape: readonly number[], data: Float32Array | Int32Array): Value {
    return this.#add({ name, shape, data })
  }

  /** Adds an operator. */
  operator(
    operator: OperatorName,
    inputs: readonly Value[],
    { name, shape, version = 1 }: Result,
    options?: Options,
  ): Value {
    const output = this.#add({ name, shape: [1, ...shape] })
    this.operators.push({ operator, version, inputs, output, options })
    return output
  }

  #add(tensor: DraftTensor): Value {
    return this.tensors.push(tensor) - 1
  }
}
