import type { Network, Node } from '../graph.ts'
import { elements, isParameter, weights } from '../weights.ts'

// Public API

/** The three totals that Keras's `model.summary()` prints. */
export interface KerasParams {
  readonly total: number
  readonly trainable: number
  /** Batch norm's moving statistics. */
  readonly nonTrainable: number
}

/** How Keras counts parameters. */
export interface KerasOptions {
  /**
   * Convolutions keep their bias before batch norm, which makes it useless: Keras's ResNet50, ResNet101 and ResNet152.
   */
  readonly biasBeforeBatchNorm?: boolean
  /** Batch norm has a gamma, unless built with `scale=False`: Keras's InceptionV3. */
  readonly gamma?: boolean
}

/**
 * Parameters as Keras totals them: moving statistics count. Keras's own ports of the papers differ from them in two
 * ways, which no graph of the paper knows; the options say which. DenseNet and VGG need neither.
 */
export function kerasParams(
  net: Network,
  { biasBeforeBatchNorm = false, gamma = true }: KerasOptions = {},
): KerasParams {
  const all = weights(net)
  const size = (list: typeof all) => list.reduce((sum, { shape }) => sum + elements(shape), 0)
  const trainable =
    size(all.filter((weight) => isParameter(weight) && (gamma || weight.role !== 'scale'))) +
    (biasBeforeBatchNorm ? lostBiases(net) : 0)
  const nonTrainable = size(all.filter((weight) => !isParameter(weight)))
  return { total: trainable + nonTrainable, trainable, nonTrainable }
}

// Implementation

/** A bias for every filter whose convolution has none because batch norm follows. */
function lostBiases(net: Network): number {
  const normalised = new Set<Node>(net.nodes.filter(({ kind }) => kind === 'batchNorm').map(({ inputs }) => inputs[0]!))
  return net.nodes
    .filter((node) => node.kind === 'conv' && normalised.has(node) && !(node.attrs as { readonly bias: boolean }).bias)
    .reduce((sum, { shape }) => sum + shape.at(-1)!, 0)
}
