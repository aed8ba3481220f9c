/** @file GoogLeNet (Szegedy et al. 2014, table 1), the paper's and torchvision's. Layers named as in torchvision. */

import {
  auxiliaryClassifier,
  basicConv,
  convRelu,
  inception,
  widen,
  type AuxiliaryOptions,
  type InceptionOptions,
  type Map3,
} from '@cnn/blocks'
import { adaptiveAvgPool, dense, dropout, globalAveragePool, lrn, maxPool, network } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, StemOptions } from './options.ts'

// Public API

/** Of GoogLeNet. */
export interface GoogLeNetOptions extends StemOptions {
  /** Whether `aux1` and `aux2` are there, which small images leave no room for. */
  readonly heads?: boolean
}

/**
 * Biases, response normalisation, no batch norm. 6,998,552 parameters without the auxiliary heads. Where the paper says
 * nothing it is BVLC's GoogLeNet for Caffe, a model of others than the authors: 68.7 % and, of the first five, 88.9 %
 * of ImageNet's validation images by one centre crop (models/bvlc_googlenet/readme.md), where the paper has 89.93 % of
 * the first five.
 */
export const googlenet = build('googlenet', {
  inception: { convolution: convRelu, kernels: [3, 5] },
  // The paper gives no constants; these are those of BVLC's model for Caffe, whose α of 1e-4 is divided by the size.
  normalise: (x) => lrn(x, { size: 5, k: 1, alpha: 1e-4 / 5, beta: 0.75 }),
  lastPool: 3,
  drop: 0.4,
})

/** Batch norm in place of biases and response normalisation; 3×3 where the table says 5×5, by an old mistake. */
export const googlenetTorchvision = build('googlenet-torchvision', {
  inception: { convolution: basicConv, kernels: [3, 3] },
  normalise: (x) => x,
  lastPool: 2,
  auxiliary: { convolution: basicConv, pool: (x) => adaptiveAvgPool(x, { size: [4, 4] }) },
  drop: 0.2,
})

// Implementation

interface Variant {
  readonly inception: Required<InceptionOptions>
  readonly normalise: (x: Map3) => Map3
  /** Kernel of the pooling before 5a. */
  readonly lastPool: number
  readonly auxiliary?: Pick<AuxiliaryOptions, 'convolution' | 'pool'>
  readonly drop: number
}

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

/** Outputs `logits`, and `aux1` and `aux2` on 4a and 4d. */
function build(
  name: string,
  { inception: options, normalise, lastPool, auxiliary, drop }: Variant,
): Build<GoogLeNetOptions> {
  return ({ classes = 1000, size = 224, channels = 3, width = 1, stride = 2, heads = true } = {}) => {
    const module = (x: Map3, id: keyof typeof table) => {
      const [one, reduce3, three, reduce5, five, pool] = table[id].map((count) => widen(count, width)) as [
        ...(typeof table)['3a'],
      ]
      return inception(x, `inception${id}`, { one, reduce3, three, reduce5, five, pool }, options)
    }
    // Rounding up and not padding is what gives the table's 56, 28, 14 and 7 in Caffe.
    const halve = (x: Map3, kernel = 3) => maxPool(x, { kernel, stride: 2, ceil: true })
    const layer = (x: Map3, id: string, filters: number, window: { kernel: number; stride?: number; pad?: number }) =>
      options.convolution(x, id, { filters: widen(filters, width), ...window })
    const head = (x: Map3, id: string) =>
      auxiliaryClassifier(x, id, {
        units: classes,
        filters: widen(128, width),
        hidden: widen(1024, width),
        ...auxiliary,
      })

    let x = layer(imageInput(size, channels), 'conv1', 64, { kernel: 7, stride, pad: 3 })
    x = normalise(halve(x))
    x = layer(layer(x, 'conv2', 64, { kernel: 1 }), 'conv3', 192, { kernel: 3, pad: 1 })
    x = halve(normalise(x))
    x = halve(module(module(x, '3a'), '3b'))
    const middle = module(x, '4a')
    const late = module(module(module(middle, '4b'), '4c'), '4d')
    x = halve(module(late, '4e'), lastPool)
    x = module(module(x, '5a'), '5b')
    const logits = dense(dropout(globalAveragePool(x), { rate: drop }), 'fc', { units: classes })
    if (!heads) return network(name, { logits })
    return network(name, { logits, aux1: head(middle, 'aux1'), aux2: head(late, 'aux2') })
  }
}
