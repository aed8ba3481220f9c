/** @file ZFNet (Zeiler & Fergus 2013, figure 3), layers named as AlexNet's. */

import { convRelu, overlappingPool, widen } from '@cnn/blocks'
import { dense, dropout, flatten, lrn, network, relu } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, StemOptions } from './options.ts'

/**
 * AlexNet with a first layer of 7×7 and stride 2, a second of stride 2, no groups, and the normalisation, of AlexNet's
 * constants, behind the pooling. Pooling rounds up, which gives the figure's 110, 55, 26, 13 and 6.
 */
export const zfnet: Build<StemOptions> = ({ classes = 1000, size = 224, channels = 3, width = 1, stride = 2 } = {}) => {
  let x = convRelu(imageInput(size, channels), 'conv1', { filters: widen(96, width), kernel: 7, stride, pad: 1 })
  x = lrn(overlappingPool(x, { ceil: true }))
  x = convRelu(x, 'conv2', { filters: widen(256, width), kernel: 5, stride: 2 })
  x = lrn(overlappingPool(x, { ceil: true }))
  x = convRelu(x, 'conv3', { filters: widen(384, width), kernel: 3, pad: 1 })
  x = convRelu(x, 'conv4', { filters: widen(384, width), kernel: 3, pad: 1 })
  x = convRelu(x, 'conv5', { filters: widen(256, width), kernel: 3, pad: 1 })
  x = overlappingPool(x, { ceil: true })
  let y = dropout(relu(dense(flatten(x), 'fc6', { units: widen(4096, width) })))
  y = dropout(relu(dense(y, 'fc7', { units: widen(4096, width) })))
  return network('zfnet', { logits: dense(y, 'fc8', { units: classes }) })
}
