/** @file DenseNet (Huang et al. 2016, table 1), layers named as in torchvision. */

import { denseBlock, transition } from '@cnn/blocks'
import { batchNorm, conv, dense, globalAveragePool, input, maxPool, network, relu } from '@cnn/shapes'
import type { Build } from './options.ts'

/** DenseNet-BC: bottlenecks of 4k channels and transitions that halve the channels. */
function densenet(name: string, growth: number, depths: readonly number[]): Build {
  return ({ classes = 1000, size = 224, channels = 3 } = {}) => {
    const options = { filters: 2 * growth, kernel: 7, stride: 2, pad: 3, bias: false }
    let x = conv(input([size, size, channels]), 'features.conv0', options)
    x = maxPool(relu(batchNorm(x, 'features.norm0')), { kernel: 3, stride: 2, pad: 1 })
    for (const [i, layers] of depths.entries()) {
      if (i > 0) x = transition(x, `features.transition${i}`)
      x = denseBlock(x, `features.denseblock${i + 1}`, { layers, growth })
    }
    x = relu(batchNorm(x, 'features.norm5'))
    return network(name, { logits: dense(globalAveragePool(x), 'classifier', { units: classes }) })
  }
}

export const densenet121 = densenet('densenet121', 32, [6, 12, 24, 16])
