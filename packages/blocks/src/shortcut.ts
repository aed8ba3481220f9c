/** @file The other side of a residual block (He et al. 2015, section 3.3): what `x` becomes before it is added. */

import { avgPool, conv, padChannels, ShapeError } from '@cnn/shapes'
import { convNorm } from './convolution.ts'
import type { Map3 } from './map.ts'

// Public API

/** Gets `x`, the block's name, and the channels and the stride of the other side. */
export type Shortcut = (x: Map3, name: string, channels: number, stride: number) => Map3

/** `x` itself, for blocks that keep the shape; for others the sum is refused. */
export const identity: Shortcut = (x) => x

/** Option A: every stride-th pixel and channels of zeros on either side where the shape changes, else the identity. */
export const zeroPadding: Shortcut = (x, name, channels, stride) => padded(x, name, { channels, stride, share: 1 / 2 })

/**
 * The same with all zeros after the channels that are there, as in fb.resnet.torch; the paper does not say where they
 * stand.
 */
export const zeroPaddingAfter: Shortcut = (x, name, channels, stride) => padded(x, name, { channels, stride, share: 0 })

/** Option B: a 1×1 convolution with batch norm where the shape changes, else the identity. */
export const projection: Shortcut = (x, name, channels, stride) =>
  fits(x, channels, stride) ? x : everywhereProjection(x, name, channels, stride)

/** Option C: a 1×1 convolution with batch norm in every block. */
export const everywhereProjection: Shortcut = (x, name, channels, stride) =>
  convNorm(x, { conv: `${name}.downsample.0`, norm: `${name}.downsample.1` }, { filters: channels, kernel: 1, stride })

/** For pre-activation, whose batch norms come before the convolutions: a 1×1 convolution alone. */
export const bareProjection: Shortcut = (x, name, channels, stride) =>
  conv(x, `${name}.downsample.0`, { filters: channels, kernel: 1, stride, bias: false })

/** Whether the identity will do. */
export const fits = (x: Map3, channels: number, stride: number): boolean => x.shape[2] === channels && stride === 1

// Implementation

interface Zeros {
  readonly channels: number
  readonly stride: number
  /** Of the zeros, before the channels that are there. */
  readonly share: number
}

function padded(x: Map3, name: string, { channels, stride, share }: Zeros): Map3 {
  if (fits(x, channels, stride)) return x
  const missing = channels - x.shape[2]
  if (missing < 0)
    throw new ShapeError(
      `shortcut of block '${name}' from ${x.shape[2]} to ${channels} channels: zeros can only add ` +
        'channels; use a projection',
    )
  const before = Math.floor(missing * share)
  return padChannels(stride > 1 ? avgPool(x, { kernel: 1, stride }) : x, { before, after: missing - before })
}
