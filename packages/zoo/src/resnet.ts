/** @file Deep residual learning (He et al. 2015, table 1). Layers named as in torchvision. */

import {
  basic,
  bottleneck,
  convNormRelu,
  everywhereProjection,
  plain,
  widen,
  zeroPadding,
  zeroPaddingAfter,
  type Map3,
  type ResidualOptions,
} from '@cnn/blocks'
import { dense, globalAveragePool, maxPool, network } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, StemOptions, ZeroOptions } from './options.ts'

/** Of the ResNets for ImageNet. */
export interface ResNetOptions extends StemOptions {
  /**
   * `padded`: the first pooling has a pixel of padding on every side, as torchvision's and Keras's. `ceil`: it has none
   * and rounds up, as in the authors' models for Caffe, whose weights need it: as many pixels, but each sees others.
   */
  readonly firstPool?: 'padded' | 'ceil'
  /** Where option A's channels of zeros stand; only `resnet34-a` has them. */
  readonly zeros?: ZeroOptions['zeros']
}

type Block = (x: Map3, name: string, options: BlockOptions) => Map3

interface BlockOptions extends Pick<ResidualOptions, 'filters' | 'stride'>, ZeroOptions {}

/** Stages of 64, 128, 256 and 512 filters; the first block of every stage but the first halves the map. */
function resnet(name: string, block: Block, depths: readonly number[]): Build<ResNetOptions> {
  return ({ classes = 1000, size = 224, channels = 3, width = 1, stride = 2, firstPool = 'padded', zeros } = {}) => {
    const filters = widen(64, width)
    let x = convNormRelu(
      imageInput(size, channels),
      { conv: 'conv1', norm: 'bn1' },
      { filters, kernel: 7, stride, pad: 3 },
    )
    x = maxPool(x, { kernel: 3, stride: 2, ...(firstPool === 'ceil' ? { ceil: true } : { pad: 1 }) })
    for (const [stage, depth] of depths.entries())
      for (let i = 0; i < depth; i++)
        x = block(x, `layer${stage + 1}.${i}`, {
          filters: filters << stage,
          stride: stage > 0 && i === 0 ? 2 : 1,
          zeros,
        })
    return network(name, { logits: dense(globalAveragePool(x), 'fc', { units: classes }) })
  }
}

const original: Block = (x, name, options) => bottleneck(x, name, { ...options, strideAt: '1x1' })
const optionA: Block = (x, name, { zeros, ...options }) =>
  basic(x, name, { ...options, shortcut: zeros === 'after' ? zeroPaddingAfter : zeroPadding })
const optionC: Block = (x, name, options) => basic(x, name, { ...options, shortcut: everywhereProjection })

/** Without shortcuts. */
export const plain18 = resnet('plain18', plain, [2, 2, 2, 2])
/** 34 layers without shortcuts (He et al. 2016, table 1). */
export const plain34 = resnet('plain34', plain, [3, 4, 6, 3])
/** ResNet-18 with option B (He et al. 2016, table 1). */
export const resnet18 = resnet('resnet18', basic, [2, 2, 2, 2])
/** Shortcuts of zeros, of projections where the shape changes, and of projections everywhere (table 3). */
export const resnet34A = resnet('resnet34-a', optionA, [3, 4, 6, 3])
/** ResNet-34 with option B (He et al. 2016, table 1). */
export const resnet34 = resnet('resnet34', basic, [3, 4, 6, 3])
/** ResNet-34 with option C: every shortcut is a projection (He et al. 2016, table 3). */
export const resnet34C = resnet('resnet34-c', optionC, [3, 4, 6, 3])
/** The stride is in the 3×3 convolution, torchvision's "v1.5": 4.089 GMACs. */
export const resnet50 = resnet('resnet50', bottleneck, [3, 4, 6, 3])
/** ResNet-101 (He et al. 2016, table 1), with the stride where torchvision has it. */
export const resnet101 = resnet('resnet101', bottleneck, [3, 4, 23, 3])
/** ResNet-152 (He et al. 2016, table 1), with the stride where torchvision has it. */
export const resnet152 = resnet('resnet152', bottleneck, [3, 8, 36, 3])
/** The stride is in the first 1×1 convolution, as in the paper: 3.858 GMACs. */
export const resnet50V1 = resnet('resnet50-v1', original, [3, 4, 6, 3])
/** ResNet-101 (He et al. 2016, table 1), with the stride where the authors have it. */
export const resnet101V1 = resnet('resnet101-v1', original, [3, 4, 23, 3])
/** ResNet-152 (He et al. 2016, table 1), with the stride where the authors have it. */
export const resnet152V1 = resnet('resnet152-v1', original, [3, 8, 36, 3])
