/** @file A network and images that a test trains in a moment. */

import { batchNorm, conv, dense, dropout, flatten, input, maxPool, network, relu, type Network } from '@cnn/shapes'
import type { TrainingData } from '@cnn/tfjs/train'

/** A network with all that depends on a seed or moves. */
export const small: Network = (() => {
  let x = relu(batchNorm(conv(input([8, 8, 1]), 'conv1', { filters: 4, kernel: 3, pad: 1 }), 'norm1'))
  x = maxPool(relu(conv(x, 'conv2', { filters: 8, kernel: 3, pad: 1 })), { kernel: 2, stride: 2 })
  return network('small', { logits: dense(dropout(flatten(x), { rate: 0.2 }), 'fc', { units: 4 }) })
})()

/** Four classes: which quarter of the image is bright. The noise depends on position and epoch. */
export const quarters: TrainingData = {
  count: 70,
  batch(indices, epoch) {
    const labels = indices.map((index) => index % 4)
    const images = Float32Array.from({ length: indices.length * 64 }, (_, i) => {
      const [image, row, column] = [Math.floor(i / 64), Math.floor(i / 8) % 8, i % 8]
      const bright = labels[image] === 2 * Math.floor(row / 4) + Math.floor(column / 4)
      return (bright ? 1 : 0) + 0.5 * Math.sin(indices[image]! * 64 + (i % 64) + 1000 * epoch)
    })
    return { images, labels }
  },
}
