/**
 * @file The gradients of a convolution, both as convolutions: the only form that is fast on WASM, which lacks a kernel
 * for the filter's gradient, and the only one that knows dilation, which tfjs's own kernels do not. Ungrouped; per
 * axis, with stride s, dilation d, padding p before, and kernel w of size k,
 *
 *     y[i] = Σ_t w[t] x[s i + d t − p]
 *     ∂/∂w[t] = Σ_i ∂y[i] x[d t + s i − p]        slides ∂y over x, with stride d and dilation s
 *     ∂/∂x[j] = Σ_t w[t] u[j + p − d t]     u is ∂y with s − 1 zeros behind each value: the reversed w slides over u
 */

import type { Window } from '@cnn/shapes'
import {
  conv2d,
  matMul,
  pad as tfPad,
  reshape,
  reverse,
  slice,
  transpose,
  type Rank,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { slide } from '../../ops/slide.ts'

// Public API

/** By the kernel: `x` [n, h, w, in] and `dy` [n, h', w', out] to [height, width, in, out]. */
export function filterGradient(x: Tensor4D, dy: Tensor4D, { kernel, stride, dilation, pad }: Window): Tensor4D {
  // Channels take the place of the batch, and the batch that of the channels.
  const window = { stride: dilation, dilation: stride, pad }
  const slid = slide(transpose(x, [3, 1, 2, 0]), transpose(dy, [1, 2, 0, 3]), window)
  // Where the last stride left pixels over, there are more places than the kernel has.
  return transpose(slice(slid, [0, 0, 0, 0], [-1, ...kernel, -1]), [1, 2, 0, 3])
}

/**
 * By the input, whose height and width are given: `dy` [n, h', w', out] and `filter` [height, width, in, out] to [n, h,
 * w, in].
 */
export function inputGradient(
  dy: Tensor4D,
  filter: Tensor4D,
  { kernel, stride, dilation, pad: [top, , , left] }: Window,
  [height, width]: readonly [number, number],
): Tensor4D {
  if (dy.shape[1] === 1 && dy.shape[2] === 1 && top === 0 && left === 0 && dilation.every((step) => step === 1))
    return ofOneWindow(dy, filter, [height, width])
  const u = spread(dy, stride)
  const rows = around(0, u.shape[1], top, height)
  const columns = around(1, u.shape[2], left, width)
  const turned = transpose(reverse(filter, [0, 1]), [0, 1, 3, 2])
  const shown = crop(u, rows, columns)
  const padding = sides(Math.max(0, rows[0]), Math.max(0, columns[1]), Math.max(0, rows[1]), Math.max(0, columns[0]))
  return conv2d(shown, turned, 1, padding, 'NHWC', [...dilation])

  /** Padding before and after with which `size` values become `wanted`; negative where values are cut off. */
  function around(axis: 0 | 1, size: number, before: number, wanted: number): [number, number] {
    const reach = dilation[axis] * (kernel[axis] - 1)
    return [reach - before, wanted - size + before]
  }
}

// Implementation

const sides = (
  top: number,
  right: number,
  bottom: number,
  left: number,
): [[0, 0], [number, number], [number, number], [0, 0]] => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
]

/** A dense layer in all but name, as a product: sliding over its one value would multiply zeros almost always. */
function ofOneWindow(dy: Tensor4D, filter: Tensor4D, [height, width]: readonly [number, number]): Tensor4D {
  const [rows, columns, channels, filters] = filter.shape
  const matrix = reshape<Rank.R2>(filter, [rows * columns * channels, filters])
  const seen = reshape<Rank.R4>(matMul(reshape<Rank.R2>(dy, [-1, filters]), transpose(matrix)), [
    -1,
    rows,
    columns,
    channels,
  ])
  const inside = crop(seen, [0, Math.min(0, height - rows)], [0, Math.min(0, width - columns)])
  return tfPad(inside, sides(0, Math.max(0, width - columns), Math.max(0, height - rows), 0))
}

/** Zeros behind each value, so that they lie as far apart as the windows that they came from. */
function spread(x: Tensor4D, [down, across]: readonly [number, number]): Tensor4D {
  if (down === 1 && across === 1) return x
  const [n, height, width, channels] = x.shape
  const columns = behind(reshape(x, [n * height * width, 1, channels]), across)
  const rows = behind(reshape(columns, [n * height, 1, width * across * channels]), down)
  return reshape(rows, [n, height * down, width * across, channels])
}

const behind = (x: ReturnType<typeof reshape>, step: number) =>
  tfPad(x, [
    [0, 0],
    [0, step - 1],
    [0, 0],
  ])

function crop(x: Tensor4D, rows: readonly [number, number], columns: readonly [number, number]): Tensor4D {
  const [top, bottom, left, right] = [...rows, ...columns].map((side) => Math.max(0, -side)) as [
    number,
    number,
    number,
    number,
  ]
  if (top + bottom + left + right === 0) return x
  return slice(x, [0, top, left, 0], [-1, x.shape[1] - top - bottom, x.shape[2] - left - right, -1])
}
