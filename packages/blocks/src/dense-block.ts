/** @file Dense blocks (Huang et al. 2016), layers named as in torchvision. */

import { avgPool, concat, dropout } from '@cnn/shapes'
import { normReluConv } from './convolution.ts'
import type { Map3 } from './map.ts'

/** Of a dense block (Huang et al. 2017). */
export interface DenseBlockOptions {
  readonly layers: number
  /** Channels that each layer adds, the paper's k. */
  readonly growth: number
  /** The 1×1 convolution before each 3×3 gives this many times `growth` channels (DenseNet-B); 0 for none. */
  readonly bottleneck?: number
  /** Rate of the dropout after every convolution, which the paper has where data are not augmented; 0 for none. */
  readonly drop?: number
}

/** Every layer reads all maps before it: [h, w, c] to [h, w, c + layers · growth]. */
export function denseBlock(
  x: Map3,
  name: string,
  { layers, growth, bottleneck = 4, drop = 0 }: DenseBlockOptions,
): Map3 {
  const dropped = (y: Map3) => (drop > 0 ? dropout(y, { rate: drop }) : y)
  const maps = [x]
  for (let i = 1; i <= layers; i++) {
    const layer = (n: number) => ({ norm: `${name}.denselayer${i}.norm${n}`, conv: `${name}.denselayer${i}.conv${n}` })
    let y = concat(maps)
    if (bottleneck > 0) y = dropped(normReluConv(y, layer(1), { filters: bottleneck * growth, kernel: 1 }))
    maps.push(dropped(normReluConv(y, layer(bottleneck > 0 ? 2 : 1), { filters: growth, kernel: 3, pad: 1 })))
  }
  return concat(maps)
}

/** Of a transition; `drop` is the rate of its dropout, 0 for none. */
export interface TransitionOptions {
  /** The share of the channels that is left (DenseNet-C). */
  readonly compression?: number
  readonly drop?: number
}

/** Fewer channels and half the size between dense blocks: [h, w, c] to [h / 2, w / 2, ⌊compression · c⌋]. */
export function transition(x: Map3, name: string, { compression = 0.5, drop = 0 }: TransitionOptions = {}): Map3 {
  const filters = Math.floor(compression * x.shape[2])
  const y = normReluConv(x, { norm: `${name}.norm`, conv: `${name}.conv` }, { filters, kernel: 1 })
  return avgPool(drop > 0 ? dropout(y, { rate: drop }) : y, { kernel: 2, stride: 2 })
}
