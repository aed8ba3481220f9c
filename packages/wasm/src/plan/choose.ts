/**
 * @file Which kernel computes a convolution: the same for every batch and any number of threads, so that the results
 * are the same.
 */

import type { ConvLayer } from './layers.ts'

/** How Winograd's transform is applied. */
export interface WinogradChoice {
  /** Taps on each axis after `spaceToDepth`. */
  readonly taps: number
  /** Pixels of the result that a tile gives on each axis: 7 − taps. */
  readonly size: number
  /** Of the convolution, which `spaceToDepth` takes away. */
  readonly stride: number
  /** Whether the image goes through `spaceToDepth`: for a stride, and where its channels are no multiple of four. */
  readonly reordered: boolean
  /** Channels then. */
  readonly channels: number
}

/**
 * Winograd's transform where it saves time, or undefined. With `small`, also only where the weights grow less than the
 * result is large.
 */
export function chooseWinograd(layer: ConvLayer, memory: 'fast' | 'small'): WinogradChoice | undefined {
  const { window, groups, input, output, scaled } = layer
  const [kernel, width] = window.kernel
  const [stride, strideX] = window.stride
  const square = kernel === width && stride === strideX && window.dilation.every((step) => step === 1)
  const taps = Math.ceil(kernel / stride)
  if (!square || scaled || taps < 2 || taps > 5) return undefined
  const filters = output.channels / groups
  const own = input.channels / groups
  const reordered = stride > 1 || own % 4 !== 0
  if (reordered && groups > 1) return undefined
  const channels = reordered ? Math.ceil((own * stride * stride) / 4) * 4 : own
  const size = 7 - taps
  const tiles = Math.ceil(output.height / size) * Math.ceil(output.width / size)
  const area = output.height * output.width
  const weights = kernel * width * own * rounded(filters)
  const transformed = 36 * channels * rounded(filters)
  const direct = (area + weightMacs) * weights
  const products = (tiles + weightMacs) * transformed
  // Transforms cost as much as this many multiply-accumulates for each of their numbers.
  const transforms = 36 * tiles * (10 * channels + 10 * filters) + (reordered ? 12 * channels * area : 0)
  if (direct < 1.15 * (products + transforms)) return undefined
  if (memory === 'small' && transformed - weights > area * filters) return undefined
  return { taps, size, stride, reordered, channels }
}

/** What a weight costs to fetch from memory, in multiply-accumulates: a cycle of a core that does eight in each. */
const weightMacs = 8

/** Filters are computed in panels of eight. */
const rounded = (filters: number) => Math.ceil(filters / 8) * 8
