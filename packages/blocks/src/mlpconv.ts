/** @file Network in network (Lin et al. 2013). */

import type { WindowOptions } from '@cnn/shapes'
import { convRelu } from './convolution.ts'
import type { Map3 } from './map.ts'

/** Of an mlpconv layer (Lin et al. 2014): its window, and the filters of its layers. */
export interface MlpconvOptions extends WindowOptions {
  /** Of the convolution and of each layer of the perceptron behind it. */
  readonly filters: readonly number[]
}

/**
 * A convolution, then a perceptron at every pixel, which is 1×1 convolutions; ReLU after each (section 3.1, equation
 * 2): [h, w, c] to [h', w', last of filters]. Layers are `name.0`, `name.1`, …
 */
export function mlpconv(x: Map3, name: string, { filters, ...window }: MlpconvOptions): Map3 {
  for (const [i, count] of filters.entries())
    x = convRelu(x, `${name}.${i}`, { filters: count, ...(i === 0 ? window : { kernel: 1 }) })
  return x
}
