/** @file The inception module (Szegedy et al. 2014, figure 2) and GoogLeNet's auxiliary classifier. */

import { avgPool, concat, dense, dropout, flatten, maxPool, relu, type Node, type Vector } from '@cnn/shapes'
import { convRelu } from './convolution.ts'
import type { Convolution, Map3 } from './map.ts'

// Public API

/** Filters of each branch; a reduction is the 1×1 convolution before the larger one. */
export interface InceptionFilters {
  readonly one: number
  readonly reduce3: number
  readonly three: number
  readonly reduce5: number
  readonly five: number
  readonly pool: number
}

/** How an inception module computes its convolutions. */
export interface InceptionOptions {
  readonly convolution?: Convolution
  /** Kernels of the branches `three` and `five`; torchvision's GoogLeNet has 3×3 for both. */
  readonly kernels?: readonly [three: number, five: number]
}

/** Figure 2a: the pooled branch is all channels of `x`: [h, w, c] to [h, w, one + three + five + c]. */
export function inceptionNaive(
  x: Map3,
  name: string,
  { one, three, five }: Pick<InceptionFilters, 'one' | 'three' | 'five'>,
  { convolution = convRelu, kernels = [3, 5] }: InceptionOptions = {},
): Map3 {
  return concat([
    convolution(x, `${name}.branch1`, { filters: one, kernel: 1 }),
    convolution(x, `${name}.branch2`, { filters: three, ...centred(kernels[0]) }),
    convolution(x, `${name}.branch3`, { filters: five, ...centred(kernels[1]) }),
    maxPool(x, centred(3)),
  ])
}

/**
 * Figure 2b: 1×1 convolutions before the larger ones and after the pooling: [h, w, c] to [h, w, one + three + five +
 * pool]. Branches are named as in torchvision, where the pooling has number 4.0.
 */
export function inception(
  x: Map3,
  name: string,
  filters: InceptionFilters,
  { convolution = convRelu, kernels = [3, 5] }: InceptionOptions = {},
): Map3 {
  const branch = (from: Map3, id: string, count: number, kernel = 1) =>
    convolution(from, `${name}.branch${id}`, { filters: count, ...centred(kernel) })
  return concat([
    branch(x, '1', filters.one),
    branch(branch(x, '2.0', filters.reduce3), '2.1', filters.three, kernels[0]),
    branch(branch(x, '3.0', filters.reduce5), '3.1', filters.five, kernels[1]),
    branch(maxPool(x, centred(3)), '4.1', filters.pool),
  ])
}

/** Of an auxiliary classifier: `filters` of its 1×1 convolution, `hidden` units, `units` of its result. */
export interface AuxiliaryOptions {
  readonly units: number
  readonly filters?: number
  readonly hidden?: number
  readonly convolution?: Convolution
  /** To 4×4 pixels where the map is 14×14. */
  readonly pool?: (x: Map3) => Map3
}

/**
 * The classifier on a middle layer that trains with the network and vanishes at inference (section 5): [h, w, c] to
 * [units].
 */
export function auxiliaryClassifier(
  x: Map3,
  name: string,
  {
    units,
    filters = 128,
    hidden = 1024,
    convolution = convRelu,
    pool = (map) => avgPool(map, { kernel: 5, stride: 3 }),
  }: AuxiliaryOptions,
): Node<Vector> {
  const reduced = convolution(pool(x), `${name}.conv`, { filters, kernel: 1 })
  const y = relu(dense(flatten(reduced), `${name}.fc1`, { units: hidden }))
  return dense(dropout(y, { rate: 0.7 }), `${name}.fc2`, { units })
}

// Implementation

/** A window that leaves the size of the map. */
const centred = (kernel: number) => ({ kernel, pad: (kernel - 1) / 2 })
