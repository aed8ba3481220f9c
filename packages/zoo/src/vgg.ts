/** @file VGG (Simonyan & Zisserman 2014, table 1), layers named as in torchvision. */

import { slidingDense, widen, type Map3 } from '@cnn/blocks'
import { batchNorm, conv, dense, dropout, flatten, globalAveragePool, lrn, maxPool, network, relu } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, WidthOptions } from './options.ts'

// Public API

/** Of the VGG networks. */
export interface VggOptions extends WidthOptions {
  /**
   * The size of image that the dense layers are for, 224 in the paper: they become convolutions with the same weights,
   * so the image may be larger, and the mean over all places is the result (section 3.2). The network is then named
   * `…-fcn`.
   */
  readonly fullyConvolutional?: number
}

/** A convolution of a column: its filters, 3×3 unless another kernel is given. */
type Layer = number | readonly [filters: number, kernel: 1]
interface Column {
  /** Each stage ends in a pooling that halves the map. */
  readonly stages: readonly (readonly Layer[])[]
  readonly norm?: 'batch' | 'response'
}

function vgg(name: string, { stages, norm }: Column): Build<VggOptions> {
  return ({ classes = 1000, size = 224, channels = 3, width = 1, fullyConvolutional } = {}) => {
    let x = imageInput(size, channels)
    // torchvision numbers batch norm, ReLU and pooling too. Response normalisation gets no number, so that column A's
    // names fit.
    let at = 0
    for (const [i, stage] of stages.entries()) {
      for (const layer of stage) {
        const [filters, kernel] = typeof layer === 'number' ? [layer, 3] : layer
        x = conv(x, `features.${at++}`, { filters: widen(filters, width), kernel, pad: (kernel - 1) / 2 })
        if (norm === 'batch') x = batchNorm(x, `features.${at++}`)
        x = relu(x)
        at++
        if (norm === 'response' && i === 0) x = lrn(x)
      }
      x = maxPool(x, { kernel: 2, stride: 2 })
      at++
    }
    const units = [widen(4096, width), widen(4096, width), classes] as const
    if (fullyConvolutional === undefined) return network(name, { logits: classify(x, units) })
    return network(`${name}-fcn`, { logits: slide(x, units, fullyConvolutional / 2 ** stages.length) })
  }
}

const A = [[64], [128], [256, 256], [512, 512], [512, 512]]
const B = [
  [64, 64],
  [128, 128],
  [256, 256],
  [512, 512],
  [512, 512],
]
const C = [
  [64, 64],
  [128, 128],
  [256, 256, [256, 1]],
  [512, 512, [512, 1]],
  [512, 512, [512, 1]],
] as const
const D = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
]
const E = [
  [64, 64],
  [128, 128],
  [256, 256, 256, 256],
  [512, 512, 512, 512],
  [512, 512, 512, 512],
]

/** Configuration A (Simonyan & Zisserman 2015, table 1). */
export const vgg11 = vgg('vgg11', { stages: A })
/** Response normalisation, with AlexNet's constants, after the first layer. */
export const vgg11Lrn = vgg('vgg11-lrn', { stages: A, norm: 'response' })
/** Configuration B (Simonyan & Zisserman 2015, table 1). */
export const vgg13 = vgg('vgg13', { stages: B })
/** Column C: 1×1 convolutions where D has 3×3. */
export const vgg16C = vgg('vgg16-c', { stages: C })
/** Configuration D (Simonyan & Zisserman 2015, table 1). */
export const vgg16 = vgg('vgg16', { stages: D })
/** Configuration E (Simonyan & Zisserman 2015, table 1). */
export const vgg19 = vgg('vgg19', { stages: E })
/** VGG-11 with a batch norm after every convolution, as torchvision has it. */
export const vgg11Bn = vgg('vgg11-bn', { stages: A, norm: 'batch' })
/** VGG-13 with a batch norm after every convolution, as torchvision has it. */
export const vgg13Bn = vgg('vgg13-bn', { stages: B, norm: 'batch' })
/** Configuration C with a batch norm after every convolution. */
export const vgg16CBn = vgg('vgg16-c-bn', { stages: C, norm: 'batch' })
/** VGG-16 with a batch norm after every convolution, as torchvision has it. */
export const vgg16Bn = vgg('vgg16-bn', { stages: D, norm: 'batch' })
/** VGG-19 with a batch norm after every convolution, as torchvision has it. */
export const vgg19Bn = vgg('vgg19-bn', { stages: E, norm: 'batch' })

// Implementation

type Units = readonly [number, number, number]

function classify(x: Map3, [first, second, classes]: Units) {
  let y = dropout(relu(dense(flatten(x), 'classifier.0', { units: first })))
  y = dropout(relu(dense(y, 'classifier.3', { units: second })))
  return dense(y, 'classifier.6', { units: classes })
}

function slide(x: Map3, [first, second, classes]: Units, size: number) {
  let y = dropout(relu(slidingDense(x, 'classifier.0', { units: first, size })))
  y = dropout(relu(slidingDense(y, 'classifier.3', { units: second })))
  return globalAveragePool(slidingDense(y, 'classifier.6', { units: classes }))
}
