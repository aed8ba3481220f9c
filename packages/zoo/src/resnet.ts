/** @file Deep residual learning (He et al. 2015): table 1 for ImageNet, section 4.2 for CIFAR-10. Layers named as in torchvision. */

import { basic, bottleneck, zeroPadding, type ResidualOptions } from '@cnn/blocks'
import { batchNorm, conv, dense, globalAveragePool, input, maxPool, network, relu, type FeatureMap, type Node } from '@cnn/shapes'
import type { Build } from './options.ts'

type Block = (x: Node<FeatureMap>, name: string, options: ResidualOptions) => Node<FeatureMap>

/** Stages of 64, 128, 256 and 512 filters; the first block of every stage but the first halves the map. */
function resnet(name: string, block: Block, depths: readonly number[]): Build {
  return ({ classes = 1000, size = 224, channels = 3 } = {}) => {
    let x = conv(input([size, size, channels]), 'conv1', { filters: 64, kernel: 7, stride: 2, pad: 3, bias: false })
    x = maxPool(relu(batchNorm(x, 'bn1')), { kernel: 3, stride: 2, pad: 1 })
    for (const [stage, depth] of depths.entries())
      for (let i = 0; i < depth; i++) x = block(x, `layer${stage + 1}.${i}`, { filters: 64 << stage, stride: stage > 0 && i === 0 ? 2 : 1 })
    return network(name, { logits: dense(globalAveragePool(x), 'fc', { units: classes }) })
  }
}

export const resnet18 = resnet('resnet18', basic, [2, 2, 2, 2])
/** The stride is in the 3×3 convolution, torchvision's "v1.5": 4.089 GMACs. */
export const resnet50 = resnet('resnet50', bottleneck, [3, 4, 6, 3])

/** 6n + 2 layers: a 3×3 convolution, three stages of n basic blocks of 16, 32 and 64 filters, shortcuts of option A. */
function cifarResnet(name: string, blocks: number): Build {
  return ({ classes = 10, size = 32, channels = 3 } = {}) => {
    let x = conv(input([size, size, channels]), 'conv1', { filters: 16, kernel: 3, pad: 1, bias: false })
    x = relu(batchNorm(x, 'bn1'))
    for (const [stage, filters] of [16, 32, 64].entries())
      for (let i = 0; i < blocks; i++)
        x = basic(x, `layer${stage + 1}.${i}`, { filters, stride: stage > 0 && i === 0 ? 2 : 1, shortcut: zeroPadding })
    return network(name, { logits: dense(globalAveragePool(x), 'fc', { units: classes }) })
  }
}

export const resnet20 = cifarResnet('resnet20', 3)
