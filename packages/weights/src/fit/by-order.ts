/** @file Tensors whose names nobody knows, in the order of the network's layers. */

import {
  elements,
  formatShape,
  weights as weightsOf,
  type Network,
  type OwnedWeight,
  type Tensor,
  type Weights,
} from '@cnn/shapes'
import { torchvision } from '../renaming/pytorch.ts'
import type { Scheme } from '../renaming/scheme.ts'
import { UnmatchedError } from './unmatched.ts'

// Public API

/** What is known of tensors in TensorFlow's layout without their names: its average poolings never count padding. */
export const tensorflow: Scheme = {
  ...torchvision,
  id: 'TensorFlow',
  layout: 'HWIO',
  variant: { countPadding: false },
}

export interface Ordered {
  /** Under the network's names, in the layout in which most of them fit. */
  readonly named: Map<string, Tensor>
  readonly layout: 'OIHW' | 'HWIO'
  /** What is wrong with the first that does not fit. */
  readonly problem?: string
}

/**
 * One after the other, in PyTorch's layout or in TensorFlow's. Convolutions before a batch norm may have biases. Throws
 * UnmatchedError on another number of tensors.
 */
export function byOrder(net: Network, given: Weights): Ordered {
  const theirs = [...given]
  const expected = weightsOf(net).map(({ name, shape }) => ({ name, shape }))
  const lists = [expected, withBiases(weightsOf(net))]
  const list = lists.find(({ length }) => length === theirs.length)
  if (!list)
    throw new UnmatchedError(
      `by their order, ${theirs.length} tensors cannot be the ${expected.length} of network '${net.name}'`,
      { names: ['map'] },
    )
  const wrong = (layout: Ordered['layout']) =>
    list.flatMap(({ shape }, i) => (fits(theirs[i]![1].shape, shape, layout) ? [] : [i]))
  const [pytorch, keras] = [wrong('OIHW'), wrong('HWIO')]
  const layout = keras.length < pytorch.length ? 'HWIO' : 'OIHW'
  const named = new Map(list.map(({ name }, i) => [name, theirs[i]![1]]))
  const [first] = layout === 'HWIO' ? keras : pytorch
  if (first === undefined) return { named, layout }
  const [name, { shape }] = theirs[first]!
  const problem =
    `by their order, tensor ${first + 1}, ${name}, of shape ${formatShape(shape)}, would be ${list[first]!.name}, of ` +
    formatShape(list[first]!.shape)
  return { named, layout, problem }
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
