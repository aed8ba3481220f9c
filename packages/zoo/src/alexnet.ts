/** @file AlexNet (Krizhevsky et al. 2012, section 3.5), layers named as in Caffe's model. */

import { conv, dense, dropout, flatten, input, lrn, maxPool, network, relu } from '@cnn/shapes'
import type { Build } from './options.ts'

/**
 * Two GPUs as two groups in conv2, conv4 and conv5; response normalisation after conv1 and conv2; overlapping pooling.
 * The image is 227², the size at which the paper's 55×55 maps come out; it says 224².
 */
export const alexnet: Build = ({ classes = 1000, size = 227, channels = 3 } = {}) => {
  let x = relu(conv(input([size, size, channels]), 'conv1', { filters: 96, kernel: 11, stride: 4 }))
  x = maxPool(lrn(x), { kernel: 3, stride: 2 })
  x = relu(conv(x, 'conv2', { filters: 256, kernel: 5, pad: 2, groups: 2 }))
  x = maxPool(lrn(x), { kernel: 3, stride: 2 })
  x = relu(conv(x, 'conv3', { filters: 384, kernel: 3, pad: 1 }))
  x = relu(conv(x, 'conv4', { filters: 384, kernel: 3, pad: 1, groups: 2 }))
  x = relu(conv(x, 'conv5', { filters: 256, kernel: 3, pad: 1, groups: 2 }))
  x = maxPool(x, { kernel: 3, stride: 2 })
  let y = dropout(relu(dense(flatten(x), 'fc6', { units: 4096 })))
  y = dropout(relu(dense(y, 'fc7', { units: 4096 })))
  return network('alexnet', { logits: dense(y, 'fc8', { units: classes }) })
}
