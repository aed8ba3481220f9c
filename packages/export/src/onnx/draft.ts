/** @file An ONNX graph while it is put together: operators and constants, every value under a name of its own. */

import type { Weights } from '@cnn/shapes'
import { ExportError } from '../error.ts'
import { initialiser, node, type Attribute } from './messages.ts'
import type { Message } from './protobuf.ts'

export class Draft {
  readonly nodes: Message[] = []
  readonly initialisers: Message[] = []
  readonly #weights: Weights
  readonly #taken = new Set<string>()

  constructor(weights: Weights) {
    this.#weights = weights
  }

  /** Adds an operator and gives back the name of its result, which is `output`. */
  operator(
    output: string,
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    this.claim(output)
    this.nodes.push(node(operator, inputs, output, attributes))
    return output
  }

  /** Adds constant numbers: Float32Array for values, whole numbers where ONNX asks for int64. */
  constant(name: string, shape: readonly number[], data: Float32Array | readonly number[]): string {
    this.claim(name)
    this.initialisers.push(
      initialiser(name, shape, data instanceof Float32Array ? data : BigInt64Array.from(data, BigInt)),
    )
    return name
  }

  /** Adds a tensor of the checkpoint, under its own name; `shape` where ONNX wants another one of as many elements. */
  weight(name: string, shape?: readonly number[]): string {
    const tensor = this.#weights.get(name)!
    return this.constant(name, shape ?? tensor.shape, tensor.data)
  }

  /** ONNX has one space of names for inputs, results and initialisers. */
  claim(name: string): void {
    if (this.#taken.has(name))
      throw new ExportError(`two values of the ONNX graph would be named '${name}'; rename a layer or an output`)
    this.#taken.add(name)
  }
}
