/** @file Tensors whose names nobody knows, in the order of the network's layers. */

import {
  elements,
  formatShape,
  weights as weightsOf,
  WeightsError,
  type Network,
  type OwnedWeight,
  type Tensor,
  type Weights,
} from '@cnn/shapes'

// Public API

/**
 * One after the other, each of the shape that is due, in PyTorch's layout or in TensorFlow's. Convolutions before a batch norm may have
 * biases. Throws WeightsError that names the first that does not fit.
 */
export function byOrder(
  net: Network,
  given: Weights,
): { readonly named: Map<string, Tensor>; readonly layout: 'OIHW' | 'HWIO' } {
  const theirs = [...given]
  const expected = weightsOf(net).map(({ name, shape }) => ({ name, shape }))
  const lists = [expected, withBiases(weightsOf(net))]
  const list = lists.find(({ length }) => length === theirs.length)
  if (!list)
    throw new WeightsError(
      `by their order, ${theirs.length} tensors cannot be the ${expected.length} of network '${net.name}'; --map FILE gives names`,
    )
  const wrong = (['OIHW', 'HWIO'] as const).map((layout) =>
    list.findIndex(({ shape }, i) => !fits(theirs[i]![1].shape, shape, layout)),
  )
  const layout = wrong[0]! < 0 ? 'OIHW' : wrong[1]! < 0 ? 'HWIO' : undefined
  if (layout) return { named: new Map(list.map(({ name }, i) => [name, theirs[i]![1]])), layout }
  const first = Math.max(...wrong)
  const [name, { shape }] = theirs[first]!
  throw new WeightsError(
    `by their order, tensor ${first + 1}, ${name}, of shape ${formatShape(shape)}, would be ${list[first]!.name}, of ` +
      `${formatShape(list[first]!.shape)}; --map FILE gives names`,
  )
}

// Implementation

interface Due {
  readonly name: string
  readonly shape: readonly number[]
}

function withBiases(weights: readonly OwnedWeight[]): Due[] {
  const names = new Set(weights.map(({ name }) => name))
  return weights.flatMap(({ name, shape, node }) => {
    const bias = `${node.name}.bias`
    return node.kind === 'conv' && !names.has(bias)
      ? [
          { name, shape },
          { name: bias, shape: [shape[0]!] },
        ]
      : [{ name, shape }]
  })
}

function fits(theirs: readonly number[], ours: readonly number[], layout: 'OIHW' | 'HWIO'): boolean {
  if (layout === 'OIHW' || ours.length === 1) return theirs.join() === ours.join()
  return (
    theirs.length === ours.length && elements(theirs) === elements(ours) && (theirs.at(-1) === ours[0] || ours[1] === 1)
  )
}
