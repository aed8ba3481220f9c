/** @file AlexNet (Krizhevsky et al. 2012, section 3.5), layers named as in Caffe's model. */

import { convRelu, overlappingPool, towers, widen } from '@cnn/blocks'
import { dense, dropout, flatten, lrn, network, relu } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, StemOptions } from './options.ts'

/** Of AlexNet. */
export interface AlexNetOptions extends StemOptions {
  /**
   * Whether pooling rounds up, as the authors' framework and Caffe do: of 224², as of 227², then 6×6 pixels are left.
   */
  readonly ceil?: boolean
}

/**
 * Two GPUs as two groups in conv2, conv4 and conv5; response normalisation after conv1 and conv2; overlapping pooling.
 * The image is 227², the size at which the paper's 55×55 maps come out; it says 224², of which pooling that rounds up
 * leaves as much.
 */
export const alexnet = build('alexnet', 2)

/** Every filter sees all channels, as if one GPU had held it. */
export const alexnetUngrouped = build('alexnet-ungrouped', 1)

function build(name: string, groups: number): Build<AlexNetOptions> {
  return ({ classes = 1000, size = 227, channels = 3, width = 1, stride = 4, ceil = true } = {}) => {
    let x = convRelu(imageInput(size, channels), 'conv1', { filters: widen(96, width), kernel: 11, stride })
    x = overlappingPool(lrn(x), { ceil })
    x = towers(x, 'conv2', { filters: widen(256, width), kernel: 5, pad: 2, groups })
    x = overlappingPool(lrn(x), { ceil })
    x = convRelu(x, 'conv3', { filters: widen(384, width), kernel: 3, pad: 1 })
    x = towers(x, 'conv4', { filters: widen(384, width), kernel: 3, pad: 1, groups })
    x = towers(x, 'conv5', { filters: widen(256, width), kernel: 3, pad: 1, groups })
    x = overlappingPool(x, { ceil })
    let y = dropout(relu(dense(flatten(x), 'fc6', { units: widen(4096, width) })))
    y = dropout(relu(dense(y, 'fc7', { units: widen(4096, width) })))
    return network(name, { logits: dense(y, 'fc8', { units: classes }) })
  }
}
