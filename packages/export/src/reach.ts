import type { Shape, Window } from '@cnn/shapes'

/** Padding with which the last window ends at its edge: what rounding up adds is written out, so that no runtime has to round. */
export function reach({ kernel, stride, pad }: Window, input: Shape, output: Shape): Window['pad'] {
  const [top, right, bottom, left] = pad
  const end = (axis: 0 | 1, before: number, after: number) =>
    Math.max(after, (output[axis]! - 1) * stride[axis] + kernel[axis] - input[axis]! - before)
  return [top, end(1, left, right), end(0, top, bottom), left]
}
