/** @file The arithmetic of sliding windows, shared by convolution and pooling. */

import { whole } from './check.ts'
import { formatShape, ShapeError, type FeatureMap, type Shape, type Window } from './shape.ts'

// Public API

/** One number for both axes, or [height, width]. */
export type Pair = number | readonly [number, number]

/** Padding on every side, per axis [height, width], per side [top, right, bottom, left], or TensorFlow's `same`. */
export type Padding = number | readonly [number, number] | readonly [number, number, number, number] | 'same'

/** Of a sliding window; one number is for both axes. */
export interface WindowOptions {
  readonly kernel: Pair
  readonly stride?: Pair
  readonly pad?: Padding
  readonly dilation?: Pair
}

/**
 * Positions of a window on one axis of `size` pixels (Dumoulin & Visin 2016, relationship 14; `ceil` as in PyTorch).
 */
export function outputSize(
  size: number,
  { kernel, stride = 1, pad = 0, dilation = 1, ceil = false }: AxisOptions,
): number {
  const [before, after] = typeof pad === 'number' ? [pad, pad] : pad
  const reach = dilation * (kernel - 1) + 1
  const room = size + before + after - reach
  if (!ceil) return room < 0 ? 0 : Math.floor(room / stride) + 1
  // Even the first may hang over the end, by less than a stride: 3 with stride 2 fits once in 2 pixels.
  const positions = Math.max(0, Math.ceil(room / stride) + 1)
  // The last window has to start inside the image or its leading padding.
  return (positions - 1) * stride >= size + before ? positions - 1 : positions
}

/** Of a window along one axis, in pixels. */
export interface AxisOptions {
  readonly kernel: number
  readonly stride?: number
  readonly pad?: number | readonly [before: number, after: number]
  readonly dilation?: number
  readonly ceil?: boolean
}

/** Height and width of the result of a window that slides over a feature map. Throws if the window does not fit. */
export function slide(window: Window, [height, width]: FeatureMap, ceil = false): [number, number] {
  const [top, right, bottom, left] = window.pad
  const axis = (size: number, i: 0 | 1, ...pad: [number, number]) =>
    outputSize(size, { kernel: window.kernel[i], stride: window.stride[i], dilation: window.dilation[i], pad, ceil })
  const result: [number, number] = [axis(height, 0, top, bottom), axis(width, 1, left, right)]
  if (result[0] < 1 || result[1] < 1) {
    const reach = formatShape(window.kernel.map((size, i) => window.dilation[i]! * (size - 1) + 1))
    throw new ShapeError(
      `a ${reach} window does not fit in ${height + top + bottom}×${width + left + right} (padding included); ` +
        `use a larger image, a smaller kernel or more padding`,
    )
  }
  return result
}

/**
 * Padding [top, right, bottom, left] with which the last window ends exactly at its edge: what rounding up adds is
 * written out, so that no runtime has to round.
 */
export function overhang({ kernel, stride, pad }: Window, input: Shape, output: Shape): Window['pad'] {
  const [top, right, bottom, left] = pad
  const end = (axis: 0 | 1, before: number, after: number) =>
    Math.max(after, (output[axis]! - 1) * stride[axis] + kernel[axis] - input[axis]! - before)
  return [top, end(1, left, right), end(0, top, bottom), left]
}

/**
 * Padding of at most half the kernel, as in PyTorch: more would leave windows of a pooling that see nothing but
 * padding.
 */
export function makePoolWindow(options: Omit<WindowOptions, 'dilation'>, map: FeatureMap, owner: string): Window {
  const window = makeWindow(options, map, owner)
  for (const [side, pad] of window.pad.entries())
    if (2 * pad > window.kernel[side % 2]!)
      throw new ShapeError(
        `pad of ${owner} is ${pad}; it must be at most half of the kernel, ${formatShape(window.kernel)}`,
      )
  return window
}

/**
 * Checks the options of a window and brings them to one form. `owner` is for the error; the size is only needed for
 * `same`.
 */
export function makeWindow(
  { kernel, stride = 1, dilation = 1, pad = 0 }: WindowOptions,
  [height, width]: FeatureMap,
  owner: string,
): Window {
  const window = {
    kernel: pair(kernel, `kernel of ${owner}`),
    stride: pair(stride, `stride of ${owner}`),
    dilation: pair(dilation, `dilation of ${owner}`),
  }
  if (pad !== 'same') return { ...window, pad: sides(pad, `pad of ${owner}`) }
  const [top, bottom] = same(height, window, 0)
  const [left, right] = same(width, window, 1)
  return { ...window, pad: [top, right, bottom, left] }
}

// Implementation

function pair(value: Pair, what: string): [number, number] {
  const [height, width, ...more] = typeof value === 'object' ? value : [value, value]
  if (more.length > 0) throw new ShapeError(`${what} has ${more.length + 2} numbers; it takes one, or [height, width]`)
  return [whole(height, what, 1), whole(width, what, 1)]
}

function sides(pad: Exclude<Padding, 'same'>, what: string): [number, number, number, number] {
  const list = typeof pad === 'object' ? pad : [pad, pad]
  for (const side of list) whole(side, what, 0)
  // One side of a pair serves both ends of its axis.
  const [top, right, bottom = top, left = right, ...more] = list
  if (right === undefined || list.length === 3 || more.length > 0)
    throw new ShapeError(
      `${what} has ${list.length} numbers; it takes one, [height, width] or [top, right, bottom, left]`,
    )
  return [top, right, bottom, left]
}

/** TensorFlow's `same`: ceil(size / stride) positions, the odd pixel of padding at the end. */
function same(size: number, { kernel, stride, dilation }: Omit<Window, 'pad'>, axis: 0 | 1): [number, number] {
  const total = Math.max(
    0,
    (Math.ceil(size / stride[axis]) - 1) * stride[axis] + dilation[axis] * (kernel[axis] - 1) + 1 - size,
  )
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}
