/** @file LeNet-5 (LeCun et al. 1998, figure 2) as it is taught today. */

import { conv, dense, flatten, maxPool, network, relu } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build } from './options.ts'

/**
 * The paper's layer sizes with today's layers: C3 sees all of S2's maps, max pooling without weights, ReLU, a dense
 * layer for the RBF units. 61,706 parameters at 32×32×1. C5 is a convolution over all that is left, as in the paper.
 */
export const lenet5Modern: Build = ({ classes = 10, size = 32, channels = 1 } = {}) => {
  let x = relu(conv(imageInput(size, channels), 'conv1', { filters: 6, kernel: 5 }))
  x = maxPool(x, { kernel: 2, stride: 2 })
  x = relu(conv(x, 'conv3', { filters: 16, kernel: 5 }))
  x = maxPool(x, { kernel: 2, stride: 2 })
  const [height, width] = x.shape
  const c5 = flatten(relu(conv(x, 'conv5', { filters: 120, kernel: [height, width] })))
  const f6 = relu(dense(c5, 'fc6', { units: 84 }))
  return network('lenet5-modern', { logits: dense(f6, 'fc7', { units: classes }) })
}
