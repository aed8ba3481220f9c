/**
 * @file DenseNet for CIFAR (Huang et al. 2016, section 3, "Implementation details"). Layers named as torchvision names
 * those for ImageNet.
 */

import { denseBlock, transition } from '@cnn/blocks'
import { batchNorm, conv, dense, globalAveragePool, network, relu } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, BuildOptions } from './options.ts'

/** Of the DenseNets for CIFAR-10. */
export interface CifarDenseNetOptions extends BuildOptions {
  /** Channels that each layer adds, the paper's k. */
  readonly growth?: number
  /** Rate of the dropout after each convolution but the first: 0.2 in the paper where data are not augmented. */
  readonly drop?: number
}

/** Three blocks of as many layers; the first convolution gives 16 channels. */
const densenet = (name: string, depth: number, k: number) => build(name, (depth - 4) / 3, k, false)

/**
 * With bottlenecks, each two convolutions, and transitions that halve the channels; the first convolution gives 2k
 * channels.
 */
const densenetBC = (name: string, depth: number, k: number) => build(name, (depth - 4) / 6, k, true)

function build(name: string, layers: number, k: number, bc: boolean): Build<CifarDenseNetOptions> {
  return ({ classes = 10, size = 32, channels = 3, growth = k, drop = 0 } = {}) => {
    const options = { filters: bc ? 2 * growth : 16, kernel: 3, pad: 1, bias: false }
    let x = conv(imageInput(size, channels), 'features.conv0', options)
    for (let block = 1; block <= 3; block++) {
      if (block > 1) x = transition(x, `features.transition${block - 1}`, { compression: bc ? 0.5 : 1, drop })
      x = denseBlock(x, `features.denseblock${block}`, { layers, growth, bottleneck: bc ? 4 : 0, drop })
    }
    x = relu(batchNorm(x, 'features.norm5'))
    return network(name, { logits: dense(globalAveragePool(x), 'classifier', { units: classes }) })
  }
}

/** DenseNet of 40 layers, k = 12 (Huang et al. 2017, table 2). */
export const densenet40k12 = densenet('densenet40-12', 40, 12)
/** DenseNet of 100 layers, k = 12 (Huang et al. 2017, table 2). */
export const densenet100k12 = densenet('densenet100-12', 100, 12)
/** DenseNet of 100 layers, k = 24 (Huang et al. 2017, table 2). */
export const densenet100k24 = densenet('densenet100-24', 100, 24)
/** DenseNet-BC of 100 layers, k = 12 (Huang et al. 2017, table 2). */
export const densenetBC100k12 = densenetBC('densenet-bc100-12', 100, 12)
/** DenseNet-BC of 250 layers, k = 24 (Huang et al. 2017, table 2). */
export const densenetBC250k24 = densenetBC('densenet-bc250-24', 250, 24)
/** DenseNet-BC of 190 layers, k = 40 (Huang et al. 2017, table 2). */
export const densenetBC190k40 = densenetBC('densenet-bc190-40', 190, 40)
