/**
 * @file The modules of Inception-v4 (Szegedy et al. 2016, figures 3 to 8). Layers are named as in timm, which published
 * weights use. `width` scales all filters; `pad` is that of the convolutions and poolings that the paper does not pad.
 */

import { avgPool, concat, maxPool, type Pair } from '@cnn/shapes'
import { basicConv } from './convolution.ts'
import type { Map3 } from './map.ts'
import { widen } from './width.ts'

// Public API

/** Of the modules of Inception-v4. `width` multiplies their filters; `pad` 1 leaves more of small images. */
export interface V4Options {
  readonly width?: number
  readonly pad?: 0 | 1
}

/** Figure 3: 299×299×3 to 35×35×384; layers `name.0` to `name.5`. `stride` is that of the first convolution. */
export function inceptionV4Stem(
  x: Map3,
  name: string,
  { stride = 2, ...options }: V4Options & { readonly stride?: number } = {},
): Map3 {
  const { unit, valid, halved } = units(name, options)
  x = valid(x, '0', 32, stride)
  x = unit(valid(x, '1', 32), '2', 64, 3)
  x = concat([halved(x), valid(x, '3.conv', 96, 2)])
  const narrow = valid(unit(x, '4.branch0.0', 64), '4.branch0.1', 96)
  const wide = unit(unit(unit(x, '4.branch1.0', 64), '4.branch1.1', 64, [1, 7]), '4.branch1.2', 64, [7, 1])
  x = concat([narrow, valid(wide, '4.branch1.3', 96)])
  return concat([valid(x, '5.conv', 192, 2), halved(x)])
}

/** Figure 4: [h, w, c] to [h, w, 384]. */
export function inceptionV4A(x: Map3, name: string, options: V4Options = {}): Map3 {
  const { unit, pooled } = units(name, options)
  return concat([
    unit(x, 'branch0', 96),
    unit(unit(x, 'branch1.0', 64), 'branch1.1', 96, 3),
    unit(unit(unit(x, 'branch2.0', 64), 'branch2.1', 96, 3), 'branch2.2', 96, 3),
    unit(pooled(x), 'branch3.1', 96),
  ])
}

/** Figure 7 with k, l, m, n of table 1: [h, w, c] to [(h − 1) / 2, (w − 1) / 2, 640 + c]. */
export function inceptionV4ReductionA(x: Map3, name: string, options: V4Options = {}): Map3 {
  const { unit, valid, halved } = units(name, options)
  const double = unit(unit(x, 'branch1.0', 192), 'branch1.1', 224, 3)
  return concat([valid(x, 'branch0', 384, 2), valid(double, 'branch1.2', 256, 2), halved(x)])
}

/** Figure 5: [h, w, c] to [h, w, 1024]. */
export function inceptionV4B(x: Map3, name: string, options: V4Options = {}): Map3 {
  const { unit, pooled } = units(name, options)
  const seven = unit(unit(unit(x, 'branch1.0', 192), 'branch1.1', 224, [1, 7]), 'branch1.2', 256, [7, 1])
  let double = unit(x, 'branch2.0', 192)
  double = unit(double, 'branch2.1', 192, [7, 1])
  double = unit(double, 'branch2.2', 224, [1, 7])
  double = unit(double, 'branch2.3', 224, [7, 1])
  double = unit(double, 'branch2.4', 256, [1, 7])
  return concat([unit(x, 'branch0', 384), seven, double, unit(pooled(x), 'branch3.1', 128)])
}

/** Figure 8: [h, w, c] to [(h − 1) / 2, (w − 1) / 2, 512 + c]. */
export function inceptionV4ReductionB(x: Map3, name: string, options: V4Options = {}): Map3 {
  const { unit, valid, halved } = units(name, options)
  const three = valid(unit(x, 'branch0.0', 192), 'branch0.1', 192, 2)
  const seven = unit(unit(unit(x, 'branch1.0', 256), 'branch1.1', 256, [1, 7]), 'branch1.2', 320, [7, 1])
  return concat([three, valid(seven, 'branch1.3', 320, 2), halved(x)])
}

/** Figure 6: [h, w, c] to [h, w, 1536]. */
export function inceptionV4C(x: Map3, name: string, options: V4Options = {}): Map3 {
  const { unit, pooled } = units(name, options)
  const split = (y: Map3, id: string) => [unit(y, `${id}a`, 256, [1, 3]), unit(y, `${id}b`, 256, [3, 1])]
  const wide = unit(unit(unit(x, 'branch2_0', 384), 'branch2_1', 448, [3, 1]), 'branch2_2', 512, [1, 3])
  return concat([
    unit(x, 'branch0', 256),
    ...split(unit(x, 'branch1_0', 384), 'branch1_1'),
    ...split(wide, 'branch2_3'),
    unit(pooled(x), 'branch3.1', 256),
  ])
}

// Implementation

function units(name: string, { width = 1, pad = 0 }: V4Options) {
  const layer = (
    x: Map3,
    id: string,
    filters: number,
    window: { readonly kernel: Pair; readonly pad: Pair; readonly stride?: number },
  ) => basicConv(x, `${name}.${id}`, { filters: widen(filters, width), ...window })
  return {
    /** Leaves the size of the map. */
    unit: (x: Map3, id: string, filters: number, kernel: Pair = 1) => {
      const [height, wide] = typeof kernel === 'number' ? [kernel, kernel] : kernel
      return layer(x, id, filters, { kernel, pad: [(height - 1) / 2, (wide - 1) / 2] })
    },
    /** 3×3 without padding, "V" in the figures. */
    valid: (x: Map3, id: string, filters: number, stride = 1) => layer(x, id, filters, { kernel: 3, pad, stride }),
    halved: (x: Map3) => maxPool(x, { kernel: 3, stride: 2, pad }),
    /** Without the padding counted, as TensorFlow does. */
    pooled: (x: Map3) => avgPool(x, { kernel: 3, pad: 1, countPadding: false }),
  }
}
