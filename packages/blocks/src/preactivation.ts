/** @file Residual blocks whose batch norm and ReLU come before the convolutions (He et al. 2016, figure 1b). */

import { add, batchNorm, conv, relu } from '@cnn/shapes'
import { normReluConv } from './convolution.ts'
import type { Map3 } from './map.ts'
import type { BottleneckOptions, ResidualOptions } from './residual.ts'
import { bareProjection, fits } from './shortcut.ts'

// Public API

/** Two 3×3 convolutions and a shortcut: [h, w, c] to [h / stride, w / stride, filters]. */
export function preactBasic(
  x: Map3,
  name: string,
  { filters, stride = 1, shortcut = bareProjection }: ResidualOptions,
): Map3 {
  const { start, meet } = begin(x, name, { channels: filters, stride, shortcut })
  const y = conv(start, `${name}.conv1`, { filters, kernel: 3, stride, pad: 1, bias: false })
  return meet(normReluConv(y, layer(name, 2), { filters, kernel: 3, pad: 1 }))
}

/**
 * 1×1 to fewer channels, 3×3, 1×1 to four times as many, and a shortcut: [h, w, c] to
 * [h / stride, w / stride, 4 · filters]. The paper does not say which convolution has the stride. It is the first 1×1
 * as in the authors' code, unless told
 * otherwise.
 */
export function preactBottleneck(
  x: Map3,
  name: string,
  { filters, stride = 1, shortcut = bareProjection, strideAt = '1x1' }: BottleneckOptions,
): Map3 {
  const { start, meet } = begin(x, name, { channels: 4 * filters, stride, shortcut })
  const [first, second] = strideAt === '1x1' ? [stride, 1] : [1, stride]
  let y = conv(start, `${name}.conv1`, { filters, kernel: 1, stride: first, bias: false })
  y = normReluConv(y, layer(name, 2), { filters, kernel: 3, stride: second, pad: 1 })
  return meet(normReluConv(y, layer(name, 3), { filters: 4 * filters, kernel: 1 }))
}

// Implementation

const layer = (name: string, i: number) => ({ conv: `${name}.conv${i}`, norm: `${name}.bn${i}` })

/** What comes out of a block, and how its input gets that shape. */
interface Result {
  readonly channels: number
  readonly stride: number
  readonly shortcut: NonNullable<ResidualOptions['shortcut']>
}

/**
 * Where the shape changes, the first norm and ReLU serve both sides (the paper's appendix: "the first residual unit").
 */
function begin(x: Map3, name: string, { channels, stride, shortcut }: Result) {
  const start = relu(batchNorm(x, `${name}.bn1`))
  return { start, meet: (y: Map3) => add(y, fits(x, channels, stride) ? x : shortcut(start, name, channels, stride)) }
}
