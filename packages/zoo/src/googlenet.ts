/** @file GoogLeNet (Szegedy et al. 2014, table 1): biases and response normalisation, no batch norm. Stages named as in torchvision. */

import { auxiliaryClassifier, inception } from '@cnn/blocks'
import { conv, dense, dropout, globalAveragePool, input, lrn, maxPool, network, relu, type FeatureMap, type Node } from '@cnn/shapes'
import type { Build } from './options.ts'

/** Columns of table 1: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj. */
const table = {
  '3a': [64, 96, 128, 16, 32, 32],
  '3b': [128, 128, 192, 32, 96, 64],
  '4a': [192, 96, 208, 16, 48, 64],
  '4b': [160, 112, 224, 24, 64, 64],
  '4c': [128, 128, 256, 24, 64, 64],
  '4d': [112, 144, 288, 32, 64, 64],
  '4e': [256, 160, 320, 32, 128, 128],
  '5a': [256, 160, 320, 32, 128, 128],
  '5b': [384, 192, 384, 48, 128, 128],
} as const

/** Outputs `logits`, and `aux1` and `aux2` on 4a and 4d. 6,998,552 parameters without the auxiliary heads. */
export const googlenet: Build = ({ classes = 1000, size = 224, channels = 3 } = {}) => {
  const module = (x: Node<FeatureMap>, id: keyof typeof table) => {
    const [one, reduce3, three, reduce5, five, pool] = table[id]
    return inception(x, `inception${id}`, { one, reduce3, three, reduce5, five, pool })
  }
  // Rounding up and not padding is what gives the table's 56, 28, 14 and 7 in the authors' framework.
  const halve = (x: Node<FeatureMap>) => maxPool(x, { kernel: 3, stride: 2, ceil: true })

  let x = relu(conv(input([size, size, channels]), 'conv1', { filters: 64, kernel: 7, stride: 2, pad: 3 }))
  x = lrn(halve(x), constants)
  x = relu(conv(x, 'conv2', { filters: 64, kernel: 1 }))
  x = relu(conv(x, 'conv3', { filters: 192, kernel: 3, pad: 1 }))
  x = halve(lrn(x, constants))
  x = halve(module(module(x, '3a'), '3b'))
  const middle = module(x, '4a')
  const late = module(module(module(middle, '4b'), '4c'), '4d')
  x = halve(module(late, '4e'))
  x = module(module(x, '5a'), '5b')
  return network('googlenet', {
    logits: dense(dropout(globalAveragePool(x), { rate: 0.4 }), 'fc', { units: classes }),
    aux1: auxiliaryClassifier(middle, 'aux1', { units: classes }),
    aux2: auxiliaryClassifier(late, 'aux2', { units: classes }),
  })
}

/** The paper gives none; these are those of the authors' Caffe model, whose α of 1e-4 is divided by the size. */
const constants = { size: 5, k: 1, alpha: 1e-4 / 5, beta: 0.75 }
