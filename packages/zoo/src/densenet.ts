/** @file DenseNet (Huang et al. 2016, table 1), layers named as in torchvision. */

import { convNormRelu, denseBlock, transition } from '@cnn/blocks'
import { batchNorm, dense, globalAveragePool, maxPool, network, relu } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, BuildOptions } from './options.ts'

/** Of the DenseNets for ImageNet. */
export interface DenseNetOptions extends BuildOptions {
  /** Channels that each layer adds, the paper's k. */
  readonly growth?: number
  /** Of the first convolution; 1 leaves more of images as small as 32². */
  readonly stride?: number
}

/** DenseNet-BC: bottlenecks of 4k channels and transitions that halve the channels. */
function densenet(name: string, k: number, depths: readonly number[]): Build<DenseNetOptions> {
  return ({ classes = 1000, size = 224, channels = 3, growth = k, stride = 2 } = {}) => {
    const names = { conv: 'features.conv0', norm: 'features.norm0' }
    let x = convNormRelu(imageInput(size, channels), names, { filters: 2 * growth, kernel: 7, stride, pad: 3 })
    x = maxPool(x, { kernel: 3, stride: 2, pad: 1 })
    for (const [i, layers] of depths.entries()) {
      if (i > 0) x = transition(x, `features.transition${i}`)
      x = denseBlock(x, `features.denseblock${i + 1}`, { layers, growth })
    }
    x = relu(batchNorm(x, 'features.norm5'))
    return network(name, { logits: dense(globalAveragePool(x), 'classifier', { units: classes }) })
  }
}

/** DenseNet-121 with k = 32 (Huang et al. 2017, table 1). */
export const densenet121 = densenet('densenet121', 32, [6, 12, 24, 16])
/** DenseNet-161 with k = 48, which the authors published beside the paper. */
export const densenet161 = densenet('densenet161', 48, [6, 12, 36, 24])
/** DenseNet-169 with k = 32 (Huang et al. 2017, table 1). */
export const densenet169 = densenet('densenet169', 32, [6, 12, 32, 32])
/** DenseNet-201 with k = 32 (Huang et al. 2017, table 1). */
export const densenet201 = densenet('densenet201', 32, [6, 12, 48, 32])
/** DenseNet-264 with k = 32 (Huang et al. 2017, table 1). */
export const densenet264 = densenet('densenet264', 32, [6, 12, 64, 48])
