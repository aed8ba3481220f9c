/**
 * @file A tfjs layers model while it is put together: layers on the results of layers, and the tensors that they own.
 */

import type { Tensor } from '@cnn/shapes'
import { ExportError } from '../error.ts'

// Public API

/** One layer as Keras writes it: `config` in its spelling, the layers whose results it takes by their names. */
export interface Layer {
  readonly name: string
  readonly class_name: string
  readonly config: Readonly<Record<string, unknown>>
  readonly inbound_nodes: readonly unknown[]
}

interface LayerOptions {
  /** In Keras's spelling. */
  readonly config?: Readonly<Record<string, unknown>>
  /** In TensorFlow's layout, under Keras's names within the layer. */
  readonly tensors?: Readonly<Record<string, Tensor>>
}

export class Draft {
  readonly layers: Layer[] = []
  readonly tensors = new Map<string, Tensor>()
  readonly #taken = new Set<string>()

  /** Adds a layer and gives back its name. */
  layer(
    name: string,
    kind: string,
    inputs: readonly string[],
    { config = {}, tensors = {} }: LayerOptions = {},
  ): string {
    if (!usable.test(name))
      throw new ExportError(`tfjs refuses the name '${name}'; it takes letters, digits and . _ / -`)
    if (this.#taken.has(name)) throw new ExportError(`two layers would be named '${name}'; rename a layer or an output`)
    this.#taken.add(name)
    const inbound = inputs.length > 0 ? [this.#apart(name, inputs).map((input) => [input, 0, 0, {}])] : []
    this.layers.push({ name, class_name: kind, config: { name, ...config }, inbound_nodes: inbound })
    for (const [part, tensor] of Object.entries(tensors)) this.tensors.set(`${name}/${part}`, tensor)
    return name
  }

  /**
   * tfjs-layers frees what one layer takes twice before others have read it (executor.ts counts the layer once), so the
   * second is a copy.
   */
  #apart(name: string, inputs: readonly string[]): string[] {
    return inputs.map((input, i) =>
      inputs.indexOf(input) === i
        ? input
        : this.layer(`${name}/again${i}`, 'Activation', [input], { config: { activation: 'linear' } }),
    )
  }
}

// Implementation

/** `isValidTensorName` of tfjs-layers. */
const usable = /^[A-Za-z0-9][-A-Za-z0-9._/]*$/
