/** @file Where the windows of the plain loops lie. */

import type { Window } from '@cnn/shapes'

/** A place of the kernel and the pixel under it. */
interface Tap {
  readonly tap: number
  readonly at: number
}

/** Where a window lies, position by position: per axis the pixels that it sees, and how many with padding. */
export function* positions(
  window: Window,
  [height = 0, width = 0]: readonly number[],
  [rows = 0, columns = 0]: readonly number[],
) {
  const [top, right, bottom, left] = window.pad
  const along = (i: 0 | 1) => ({ kernel: window.kernel[i], stride: window.stride[i], dilation: window.dilation[i] })
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const y = axis(row, { ...along(0), size: height, pad: [top, bottom] })
      const x = axis(column, { ...along(1), size: width, pad: [left, right] })
      yield { ys: y.taps, xs: x.taps, padded: y.padded * x.padded }
    }
}

/** Padding before the first pixel and after the last. */
interface Axis {
  readonly size: number
  readonly kernel: number
  readonly stride: number
  readonly dilation: number
  readonly pad: readonly [number, number]
}

function axis(position: number, { size, kernel, stride, dilation, pad: [before, after] }: Axis) {
  const taps: Tap[] = []
  let padded = 0
  for (let tap = 0; tap < kernel; tap++) {
    const at = position * stride - before + tap * dilation
    if (at >= 0 && at < size) taps.push({ tap, at })
    // A window of `ceil` may hang over the padding; what hangs over counts nowhere.
    if (at < size + after) padded++
  }
  return { taps, padded }
}
