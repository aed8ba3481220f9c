/**
 * @file Residual networks for CIFAR-10 (He et al. 2015, section 4.2). Layers named as torchvision names those for
 * ImageNet.
 */

import {
  basic,
  convNormRelu,
  plain,
  widen,
  zeroPadding,
  zeroPaddingAfter,
  type Map3,
  type ResidualOptions,
} from '@cnn/blocks'
import { dense, globalAveragePool, network } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, WidthOptions, ZeroOptions } from './options.ts'

/** Of the ResNets for CIFAR-10. */
export interface CifarResNetOptions extends WidthOptions, ZeroOptions {}

type Block = (x: Map3, name: string, options: BlockOptions) => Map3

interface BlockOptions extends Pick<ResidualOptions, 'filters' | 'stride'>, ZeroOptions {}

/** 6n + 2 layers: a 3×3 convolution, three stages of n blocks of 16, 32 and 64 filters, and a dense layer. */
function cifarResnet(name: string, block: Block, n: number): Build<CifarResNetOptions> {
  return ({ classes = 10, size = 32, channels = 3, width = 1, zeros } = {}) => {
    const filters = widen(16, width)
    let x = convNormRelu(imageInput(size, channels), { conv: 'conv1', norm: 'bn1' }, { filters, kernel: 3, pad: 1 })
    for (let stage = 0; stage < 3; stage++)
      for (let i = 0; i < n; i++)
        x = block(x, `layer${stage + 1}.${i}`, {
          filters: filters << stage,
          stride: stage > 0 && i === 0 ? 2 : 1,
          zeros,
        })
    return network(name, { logits: dense(globalAveragePool(x), 'fc', { units: classes }) })
  }
}

/** Shortcuts of option A everywhere, so that they have exactly the parameters of the plain networks. */
const residual: Block = (x, name, { zeros, ...options }) =>
  basic(x, name, { ...options, shortcut: zeros === 'after' ? zeroPaddingAfter : zeroPadding })

/** 20 layers without shortcuts (He et al. 2016, section 4.2). */
export const plain20 = cifarResnet('plain20', plain, 3)
/** 32 layers without shortcuts (He et al. 2016, section 4.2). */
export const plain32 = cifarResnet('plain32', plain, 5)
/** 44 layers without shortcuts (He et al. 2016, section 4.2). */
export const plain44 = cifarResnet('plain44', plain, 7)
/** 56 layers without shortcuts (He et al. 2016, section 4.2). */
export const plain56 = cifarResnet('plain56', plain, 9)
/** 20 layers with shortcuts (He et al. 2016, table 6). */
export const resnet20 = cifarResnet('resnet20', residual, 3)
/** 32 layers with shortcuts (He et al. 2016, table 6). */
export const resnet32 = cifarResnet('resnet32', residual, 5)
/** 44 layers with shortcuts (He et al. 2016, table 6). */
export const resnet44 = cifarResnet('resnet44', residual, 7)
/** 56 layers with shortcuts (He et al. 2016, table 6). */
export const resnet56 = cifarResnet('resnet56', residual, 9)
/** 110 layers with shortcuts (He et al. 2016, table 6). */
export const resnet110 = cifarResnet('resnet110', residual, 18)
/** 1202 layers with shortcuts (He et al. 2016, table 6). */
export const resnet1202 = cifarResnet('resnet1202', residual, 200)
