/**
 * @file Identity mappings in deep residual networks (He et al. 2016, appendix), for CIFAR. Layers named in
 * torchvision's spirit.
 */

import { preactBottleneck, widen, type BottleneckOptions } from '@cnn/blocks'
import { batchNorm, conv, dense, globalAveragePool, network, relu } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, WidthOptions } from './options.ts'

/** Of the pre-activation ResNets. */
export interface PreactOptions extends WidthOptions {
  /** Which convolution of a bottleneck has the stride: the first 1×1, as in the authors' code, or the 3×3. */
  readonly strideAt?: BottleneckOptions['strideAt']
}

/**
 * 9n + 2 layers: a 3×3 convolution, three stages of n bottlenecks of 16, 32 and 64 filters, norm and ReLU, a dense
 * layer.
 */
function preactResnet(name: string, n: number): Build<PreactOptions> {
  return ({ classes = 10, size = 32, channels = 3, width = 1, strideAt = '1x1' } = {}) => {
    const filters = widen(16, width)
    let x = conv(imageInput(size, channels), 'conv1', { filters, kernel: 3, pad: 1, bias: false })
    for (let stage = 0; stage < 3; stage++)
      for (let i = 0; i < n; i++)
        x = preactBottleneck(x, `layer${stage + 1}.${i}`, {
          filters: filters << stage,
          stride: stage > 0 && i === 0 ? 2 : 1,
          strideAt,
        })
    x = relu(batchNorm(x, 'bn'))
    return network(name, { logits: dense(globalAveragePool(x), 'fc', { units: classes }) })
  }
}

/** The smallest with two bottlenecks a stage; not in the paper. */
export const preactResnet20 = preactResnet('preact-resnet20', 2)
/** 164 layers (He et al. 2016b, table 4). */
export const preactResnet164 = preactResnet('preact-resnet164', 18)
/** 1001 layers (He et al. 2016b, table 4). */
export const preactResnet1001 = preactResnet('preact-resnet1001', 111)
