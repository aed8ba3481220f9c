/** @file Dense blocks (Huang et al. 2016), layers named as in torchvision. */

import { avgPool, batchNorm, concat, conv, relu, type FeatureMap, type Node } from '@cnn/shapes'

export interface DenseBlockOptions {
  readonly layers: number
  /** Channels that each layer adds, the paper's k. */
  readonly growth: number
  /** The 1×1 convolution before each 3×3 gives this many times `growth` channels (DenseNet-B). */
  readonly bottleneck?: number
}

/** Every layer reads all maps before it: [h, w, c] to [h, w, c + layers · growth]. */
export function denseBlock(x: Node<FeatureMap>, name: string, { layers, growth, bottleneck = 4 }: DenseBlockOptions): Node<FeatureMap> {
  const maps = [x]
  for (let i = 1; i <= layers; i++) {
    const layer = `${name}.denselayer${i}`
    let y = relu(batchNorm(concat(maps), `${layer}.norm1`))
    y = conv(y, `${layer}.conv1`, { filters: bottleneck * growth, kernel: 1, bias: false })
    y = relu(batchNorm(y, `${layer}.norm2`))
    maps.push(conv(y, `${layer}.conv2`, { filters: growth, kernel: 3, pad: 1, bias: false }))
  }
  return concat(maps)
}

/** Fewer channels and half the size between dense blocks: [h, w, c] to [h / 2, w / 2, ⌊compression · c⌋]. */
export function transition(
  x: Node<FeatureMap>,
  name: string,
  { compression = 0.5 }: { readonly compression?: number } = {},
): Node<FeatureMap> {
  const y = relu(batchNorm(x, `${name}.norm`))
  const filters = Math.floor(compression * x.shape[2])
  return avgPool(conv(y, `${name}.conv`, { filters, kernel: 1, bias: false }), { kernel: 2, stride: 2 })
}
