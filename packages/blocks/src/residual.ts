/** @file Residual blocks (He et al. 2015, figure 5), layers named as in torchvision. */

import { add, relu } from '@cnn/shapes'
import { convNorm, convNormRelu } from './convolution.ts'
import type { Map3 } from './map.ts'
import { projection, type Shortcut } from './shortcut.ts'

// Public API

/** Of a residual block (He et al. 2016). */
export interface ResidualOptions {
  /** Filters of the narrow convolutions; a bottleneck gives four times as many channels. */
  readonly filters: number
  readonly stride?: number
  readonly shortcut?: Shortcut
}

/** Two 3×3 convolutions and a shortcut: [h, w, c] to [h / stride, w / stride, filters]. */
export function basic(x: Map3, name: string, { filters, stride = 1, shortcut = projection }: ResidualOptions): Map3 {
  return relu(add(twoConvolutions(x, name, filters, stride), shortcut(x, name, filters, stride)))
}

/** The same without a shortcut, as in the plain networks: [h, w, c] to [h / stride, w / stride, filters]. */
export const plain = (
  x: Map3,
  name: string,
  { filters, stride = 1 }: Pick<ResidualOptions, 'filters' | 'stride'>,
): Map3 => relu(twoConvolutions(x, name, filters, stride))

/** Of a bottleneck block. */
export interface BottleneckOptions extends ResidualOptions {
  /**
   * Which convolution has the stride: the 3×3, as in torchvision ("v1.5"), or the first 1×1, as in the paper and its
   * authors' code.
   */
  readonly strideAt?: '3x3' | '1x1'
}

/**
 * 1×1 to fewer channels, 3×3, 1×1 to four times as many, and a shortcut: [h, w, c] to [h / stride, w / stride, 4 ·
 * filters].
 */
export function bottleneck(
  x: Map3,
  name: string,
  { filters, stride = 1, shortcut = projection, strideAt = '3x3' }: BottleneckOptions,
): Map3 {
  const [first, second] = strideAt === '1x1' ? [stride, 1] : [1, stride]
  let y = convNormRelu(x, layer(name, 1), { filters, kernel: 1, stride: first })
  y = convNormRelu(y, layer(name, 2), { filters, kernel: 3, stride: second, pad: 1 })
  y = convNorm(y, layer(name, 3), { filters: 4 * filters, kernel: 1 })
  return relu(add(y, shortcut(x, name, 4 * filters, stride)))
}

// Implementation

const layer = (name: string, i: number) => ({ conv: `${name}.conv${i}`, norm: `${name}.bn${i}` })

function twoConvolutions(x: Map3, name: string, filters: number, stride: number): Map3 {
  const y = convNormRelu(x, layer(name, 1), { filters, kernel: 3, stride, pad: 1 })
  return convNorm(y, layer(name, 2), { filters, kernel: 3, pad: 1 })
}
