/**
 * @file AlexNet for one GPU (Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks"), as
 * torchvision has it.
 */

import { convRelu, overlappingPool, widen } from '@cnn/blocks'
import { adaptiveAvgPool, dense, dropout, flatten, network, relu } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, StemOptions } from './options.ts'

/** No groups, no response normalisation, fewer filters; whatever is left of the map is pooled to 6×6. */
export const alexnetTorchvision: Build<StemOptions> = ({
  classes = 1000,
  size = 224,
  channels = 3,
  width = 1,
  stride = 4,
} = {}) => {
  let x = convRelu(imageInput(size, channels), 'features.0', {
    filters: widen(64, width),
    kernel: 11,
    stride,
    pad: 2,
  })
  x = overlappingPool(x)
  x = convRelu(x, 'features.3', { filters: widen(192, width), kernel: 5, pad: 2 })
  x = overlappingPool(x)
  x = convRelu(x, 'features.6', { filters: widen(384, width), kernel: 3, pad: 1 })
  x = convRelu(x, 'features.8', { filters: widen(256, width), kernel: 3, pad: 1 })
  x = convRelu(x, 'features.10', { filters: widen(256, width), kernel: 3, pad: 1 })
  x = adaptiveAvgPool(overlappingPool(x), { size: [6, 6] })
  let y = relu(dense(dropout(flatten(x)), 'classifier.1', { units: widen(4096, width) }))
  y = relu(dense(dropout(y), 'classifier.4', { units: widen(4096, width) }))
  return network('alexnet-torchvision', { logits: dense(y, 'classifier.6', { units: classes }) })
}
