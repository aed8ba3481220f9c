/**
 * @file The modules of Inception-v3 (Szegedy et al. 2015, figures 5 to 7), with letters and layers as torchvision names
 * them. `width` scales all filters. `pad` is that of the convolutions and poolings of stride 2: the paper has none, and
 * 1 leaves more of small maps.
 */

import { avgPool, concat, dense, globalAveragePool, maxPool, type Node, type Pair, type Vector } from '@cnn/shapes'
import { basicConv } from './convolution.ts'
import type { Map3 } from './map.ts'
import { widen } from './width.ts'

// Public API

/** Of the modules of Inception-v3. `width` multiplies their filters. */
export interface V3Options {
  readonly width?: number
  /**
   * Whether the average poolings count their padding, as in torchvision; in TensorFlow, and so in Keras, they do not.
   */
  readonly countPadding?: boolean
}
/** Of the modules that halve the map: `pad` 0 as in the paper, 1 to leave more of small images. */
export interface V3ReductionOptions extends V3Options {
  readonly pad?: 0 | 1
}

/** Figure 5, two 3×3 for one of the 5×5: [h, w, c] to [h, w, 224 + pool]. */
export function inceptionV3A(
  x: Map3,
  name: string,
  { pool, width = 1, countPadding = true }: V3Options & { readonly pool: number },
): Map3 {
  const unit = units(name, width)
  return concat([
    unit(x, 'branch1x1', 64),
    unit(unit(x, 'branch5x5_1', 48), 'branch5x5_2', 64, 5),
    unit(unit(unit(x, 'branch3x3dbl_1', 64), 'branch3x3dbl_2', 96, 3), 'branch3x3dbl_3', 96, 3),
    unit(pooled(x, countPadding), 'branch_pool', pool),
  ])
}

/** A reduction: [h, w, c] to [(h − 1) / 2, (w − 1) / 2, 480 + c]. */
export function inceptionV3B(x: Map3, name: string, { width = 1, pad = 0 }: V3ReductionOptions = {}): Map3 {
  const [unit, halved] = [units(name, width), reductions(name, width, pad)]
  return concat([
    halved(x, 'branch3x3', 384),
    halved(unit(unit(x, 'branch3x3dbl_1', 64), 'branch3x3dbl_2', 96, 3), 'branch3x3dbl_3', 96),
    maxPool(x, { kernel: 3, stride: 2, pad }),
  ])
}

/** Figure 6, 7×7 as 1×7 and 7×1, which have `narrow` filters inside: [h, w, c] to [h, w, 768]. */
export function inceptionV3C(
  x: Map3,
  name: string,
  { narrow, width = 1, countPadding = true }: V3Options & { readonly narrow: number },
): Map3 {
  const unit = units(name, width)
  let seven = unit(x, 'branch7x7_1', narrow)
  seven = unit(seven, 'branch7x7_2', narrow, [1, 7])
  seven = unit(seven, 'branch7x7_3', 192, [7, 1])
  let double = unit(x, 'branch7x7dbl_1', narrow)
  double = unit(double, 'branch7x7dbl_2', narrow, [7, 1])
  double = unit(double, 'branch7x7dbl_3', narrow, [1, 7])
  double = unit(double, 'branch7x7dbl_4', narrow, [7, 1])
  double = unit(double, 'branch7x7dbl_5', 192, [1, 7])
  return concat([unit(x, 'branch1x1', 192), seven, double, unit(pooled(x, countPadding), 'branch_pool', 192)])
}

/** A reduction: [h, w, c] to [(h − 1) / 2, (w − 1) / 2, 512 + c]. */
export function inceptionV3D(x: Map3, name: string, { width = 1, pad = 0 }: V3ReductionOptions = {}): Map3 {
  const [unit, halved] = [units(name, width), reductions(name, width, pad)]
  let seven = unit(x, 'branch7x7x3_1', 192)
  seven = unit(seven, 'branch7x7x3_2', 192, [1, 7])
  seven = unit(seven, 'branch7x7x3_3', 192, [7, 1])
  seven = halved(seven, 'branch7x7x3_4', 192)
  return concat([
    halved(unit(x, 'branch3x3_1', 192), 'branch3x3_2', 320),
    seven,
    maxPool(x, { kernel: 3, stride: 2, pad }),
  ])
}

/** Figure 7, 1×3 and 3×1 side by side: [h, w, c] to [h, w, 2048]. */
export function inceptionV3E(x: Map3, name: string, { width = 1, countPadding = true }: V3Options = {}): Map3 {
  const unit = units(name, width)
  const split = (y: Map3, id: string) => concat([unit(y, `${id}a`, 384, [1, 3]), unit(y, `${id}b`, 384, [3, 1])])
  return concat([
    unit(x, 'branch1x1', 320),
    split(unit(x, 'branch3x3_1', 384), 'branch3x3_2'),
    split(unit(unit(x, 'branch3x3dbl_1', 448), 'branch3x3dbl_2', 384, 3), 'branch3x3dbl_3'),
    unit(pooled(x, countPadding), 'branch_pool', 192),
  ])
}

/** The head on the last map of 17×17 (section 4), with the 5×5 kernel of the authors' model: [h, w, c] to [classes]. */
export function inceptionV3Auxiliary(
  x: Map3,
  name: string,
  { classes, width = 1 }: V3Options & { readonly classes: number },
): Node<Vector> {
  let y = avgPool(x, { kernel: 5, stride: 3 })
  y = basicConv(y, `${name}.conv0`, { filters: widen(128, width), kernel: 1 })
  y = basicConv(y, `${name}.conv1`, { filters: widen(768, width), kernel: 5 })
  return dense(globalAveragePool(y), `${name}.fc`, { units: classes })
}

// Implementation

/** Convolution, batch norm and ReLU that leave the size of the map. */
const units =
  (name: string, width: number) =>
  (x: Map3, id: string, filters: number, kernel: Pair = 1): Map3 => {
    const [height, wide] = typeof kernel === 'number' ? [kernel, kernel] : kernel
    const pad = [(height - 1) / 2, (wide - 1) / 2] as const
    return basicConv(x, `${name}.${id}`, { filters: widen(filters, width), kernel, pad })
  }

/** The same of 3×3 pixels that halve the map. */
const reductions = (name: string, width: number, pad: number) => (x: Map3, id: string, filters: number) =>
  basicConv(x, `${name}.${id}`, { filters: widen(filters, width), kernel: 3, stride: 2, pad })

const pooled = (x: Map3, countPadding: boolean) => avgPool(x, { kernel: 3, pad: 1, countPadding })
