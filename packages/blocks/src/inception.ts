/** @file The inception module (Szegedy et al. 2014, figure 2b) and GoogLeNet's auxiliary classifier. */

import { avgPool, concat, conv, dense, dropout, flatten, maxPool, relu, type FeatureMap, type Node, type Vector } from '@cnn/shapes'

/** Filters of each branch; a reduction is the 1×1 convolution before the larger one. */
export interface InceptionFilters {
  readonly one: number
  readonly reduce3: number
  readonly three: number
  readonly reduce5: number
  readonly five: number
  readonly pool: number
}

/** 1×1, 3×3 and 5×5 convolutions and a pooled branch side by side: [h, w, c] to [h, w, one + three + five + pool]. */
export function inception(x: Node<FeatureMap>, name: string, filters: InceptionFilters): Node<FeatureMap> {
  const branch = (from: Node<FeatureMap>, id: string, count: number, kernel = 1) =>
    relu(conv(from, `${name}.branch${id}`, { filters: count, kernel, pad: (kernel - 1) / 2 }))
  return concat([
    branch(x, '1', filters.one),
    branch(branch(x, '2.0', filters.reduce3), '2.1', filters.three, 3),
    branch(branch(x, '3.0', filters.reduce5), '3.1', filters.five, 5),
    branch(maxPool(x, { kernel: 3, pad: 1 }), '4.1', filters.pool),
  ])
}

/** The classifier on a middle layer that trains with the network and vanishes at inference (section 5): [h, w, c] to [units]. */
export function auxiliaryClassifier(x: Node<FeatureMap>, name: string, { units }: { readonly units: number }): Node<Vector> {
  const pooled = avgPool(x, { kernel: 5, stride: 3 })
  const reduced = relu(conv(pooled, `${name}.conv`, { filters: 128, kernel: 1 }))
  const hidden = relu(dense(flatten(reduced), `${name}.fc1`, { units: 1024 }))
  return dense(dropout(hidden, { rate: 0.7 }), `${name}.fc2`, { units })
}
