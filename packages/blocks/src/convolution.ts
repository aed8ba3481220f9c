/** @file A convolution with its nonlinearity, and with batch norm before or after: [h, w, c] to [h', w', filters]. */

import { batchNorm, conv, relu, type ConvOptions } from '@cnn/shapes'
import type { Convolution, Map3 } from './map.ts'

/** Names of the two layers. */
export interface Names {
  readonly conv: string
  readonly norm: string
}

/** Of a convolution with a batch norm; `epsilon` is the norm's. */
export interface NormOptions extends ConvOptions {
  readonly epsilon?: number
}

/** Convolution with bias, ReLU. */
export const convRelu: Convolution = (x, name, options) => relu(conv(x, name, options))

/** Convolution, batch norm. The norm's shift is the bias (Ioffe & Szegedy 2015, section 3.2). */
export const convNorm = (x: Map3, names: Names, { epsilon, ...options }: NormOptions): Map3 =>
  batchNorm(conv(x, names.conv, { bias: false, ...options }), names.norm, { epsilon })

/** Convolution, batch norm, ReLU. */
export const convNormRelu = (x: Map3, names: Names, options: NormOptions): Map3 => relu(convNorm(x, names, options))

/** Batch norm, ReLU, convolution: pre-activation (He et al. 2016, figure 1b). */
export const normReluConv = (x: Map3, names: Names, options: ConvOptions): Map3 =>
  conv(relu(batchNorm(x, names.norm)), names.conv, { bias: false, ...options })

/**
 * Convolution, batch norm and ReLU as `name.conv` and `name.bn`, with the ε of Inception: torchvision's BasicConv2d.
 */
export const basicConv: Convolution = (x, name, options) =>
  convNormRelu(x, { conv: `${name}.conv`, norm: `${name}.bn` }, { ...options, epsilon: 1e-3 })

/**
 * A convolution in two towers that do not see each other, one for each GPU (Krizhevsky et al. 2012, section 3.2), ReLU.
 */
export const towers: Convolution = (x, name, options) => convRelu(x, name, { groups: 2, ...options })

/**
 * A dense layer for maps of `size` pixels as a convolution with a kernel as large (Simonyan & Zisserman 2014, section
 * 3.2): the same weights, [units, c · h · w] as [units, c, h, w], slide over a larger map. [h, w, c] to [h − size + 1,
 * w − size + 1, units].
 */
export const slidingDense = (
  x: Map3,
  name: string,
  { units, size = 1 }: { readonly units: number; readonly size?: number },
): Map3 => conv(x, name, { filters: units, kernel: size })
