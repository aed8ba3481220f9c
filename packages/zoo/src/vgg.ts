/** @file VGG (Simonyan & Zisserman 2014, table 1), layers named as in torchvision. */

import { conv, dense, dropout, flatten, input, maxPool, network, relu } from '@cnn/shapes'
import type { Build } from './options.ts'

/** Stages of 3×3 convolutions, each ended by a pooling that halves the map. */
function vgg(name: string, stages: readonly (readonly number[])[]): Build {
  return ({ classes = 1000, size = 224, channels = 3 } = {}) => {
    let x = input([size, size, channels])
    // torchvision numbers ReLU and pooling too.
    let at = 0
    for (const stage of stages) {
      for (const filters of stage) {
        x = relu(conv(x, `features.${at}`, { filters, kernel: 3, pad: 1 }))
        at += 2
      }
      x = maxPool(x, { kernel: 2, stride: 2 })
      at += 1
    }
    let y = dropout(relu(dense(flatten(x), 'classifier.0', { units: 4096 })))
    y = dropout(relu(dense(y, 'classifier.3', { units: 4096 })))
    return network(name, { logits: dense(y, 'classifier.6', { units: classes }) })
  }
}

/** Column D, 138,357,544 parameters. */
export const vgg16 = vgg('vgg16', [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
])
