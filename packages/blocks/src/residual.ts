/** @file Residual blocks (He et al. 2015, figure 5), layers named as in torchvision. */

import { add, avgPool, batchNorm, conv, padChannels, relu, ShapeError, type FeatureMap, type Node } from '@cnn/shapes'

// Public API

type Map3 = Node<FeatureMap>

/** How the shortcut meets a new shape: gets `x`, the block's name, the channels and the stride of the other side. */
export type Shortcut = (x: Map3, name: string, channels: number, stride: number) => Map3

export interface ResidualOptions {
  /** Filters of the narrow convolutions; a bottleneck gives four times as many channels. */
  readonly filters: number
  readonly stride?: number
  readonly shortcut?: Shortcut
}

/** Two 3×3 convolutions and a shortcut: [h, w, c] to [h / stride, w / stride, filters]. */
export function basic(x: Map3, name: string, { filters, stride = 1, shortcut = projection }: ResidualOptions): Map3 {
  let y = conv(x, `${name}.conv1`, { filters, kernel: 3, stride, pad: 1, bias: false })
  y = relu(batchNorm(y, `${name}.bn1`))
  y = conv(y, `${name}.conv2`, { filters, kernel: 3, pad: 1, bias: false })
  y = batchNorm(y, `${name}.bn2`)
  return relu(add(y, shortcut(x, name, filters, stride)))
}

/**
 * 1×1 to fewer channels, 3×3, 1×1 to four times as many, and a shortcut: [h, w, c] to [h / stride, w / stride, 4 · filters].
 * The stride is in the 3×3, as torchvision has it ("v1.5"); the paper has it in the first 1×1.
 */
export function bottleneck(x: Map3, name: string, { filters, stride = 1, shortcut = projection }: ResidualOptions): Map3 {
  let y = conv(x, `${name}.conv1`, { filters, kernel: 1, bias: false })
  y = relu(batchNorm(y, `${name}.bn1`))
  y = conv(y, `${name}.conv2`, { filters, kernel: 3, stride, pad: 1, bias: false })
  y = relu(batchNorm(y, `${name}.bn2`))
  y = conv(y, `${name}.conv3`, { filters: 4 * filters, kernel: 1, bias: false })
  y = batchNorm(y, `${name}.bn3`)
  return relu(add(y, shortcut(x, name, 4 * filters, stride)))
}

/** Option B: a 1×1 convolution with batch norm where the shape changes, else the identity. */
export const projection: Shortcut = (x, name, channels, stride) => {
  if (fits(x, channels, stride)) return x
  const y = conv(x, `${name}.downsample.0`, { filters: channels, kernel: 1, stride, bias: false })
  return batchNorm(y, `${name}.downsample.1`)
}

/** Option A: every stride-th pixel and channels of zeros on either side where the shape changes, else the identity. */
export const zeroPadding: Shortcut = (x, name, channels, stride) => {
  if (fits(x, channels, stride)) return x
  const missing = channels - x.shape[2]
  if (missing < 0)
    throw new ShapeError(
      `shortcut of block '${name}' from ${x.shape[2]} to ${channels} channels: zeros can only add channels; use a projection`,
    )
  const before = Math.floor(missing / 2)
  return padChannels(stride > 1 ? avgPool(x, { kernel: 1, stride }) : x, { before, after: missing - before })
}

// Implementation

const fits = (x: Map3, channels: number, stride: number) => x.shape[2] === channels && stride === 1
