import { avgPool as tfAvgPool, concat, maxPool as tfMaxPool, mean, pad as tfPad, slice, type Tensor4D } from '@tensorflow/tfjs-core'
import { adaptiveWindows, type Window } from '@cnn/shapes'
import { asMap, mapShape, type Operation, type Shapes } from './operation.ts'

type Sides = [top: number, right: number, bottom: number, left: number]

export const maxPool: Operation<'maxPool'> = {
  compute: ([x], _, attrs, shapes) => tfMaxPool(asMap(x), [...attrs.kernel], [...attrs.stride], explicit(reach(attrs, shapes))),
}

/** tfjs leaves padding out of the divisor; where it counts, the zeros are made real before. */
export const avgPool: Operation<'avgPool'> = {
  compute: ([x], _, attrs, shapes) => {
    const sides = reach(attrs, shapes)
    if (!attrs.countPadding || attrs.pad.every((side) => side === 0))
      return tfAvgPool(asMap(x), [...attrs.kernel], [...attrs.stride], explicit(sides))
    const [top, right, bottom, left] = attrs.pad
    const padded = tfPad(asMap(x), explicit(attrs.pad))
    // What rounding up adds behind the padding counts for nobody, as in PyTorch.
    return tfAvgPool(
      padded,
      [...attrs.kernel],
      [...attrs.stride],
      explicit([sides[0] - top, sides[1] - right, sides[2] - bottom, sides[3] - left]),
    )
  },
}

/** The windows of one axis do not depend on the other one: first rows, then columns. */
export const adaptiveAvgPool: Operation<'adaptiveAvgPool'> = {
  compute: ([x], _, { size }, { input }) => {
    const [height, width] = mapShape(input)
    const rows = adaptiveWindows(height, size[0]).map(([from, to]) => mean<Tensor4D>(slice(asMap(x), [0, from], [-1, to - from]), 1, true))
    const map = concat(rows, 1)
    const columns = adaptiveWindows(width, size[1]).map(([from, to]) =>
      mean<Tensor4D>(slice(map, [0, 0, from], [-1, -1, to - from]), 2, true),
    )
    return concat(columns, 2)
  },
}

/**
 * Padding with which the windows end exactly at its edge. tfjs's own rounding up is not used: its WASM kernels give
 * wrong values for it.
 */
function reach({ kernel, stride, pad }: Window, { input, output }: Shapes): Sides {
  const [top, right, bottom, left] = pad
  const end = (i: 0 | 1, before: number, after: number) =>
    Math.max(after, (mapShape(output)[i] - 1) * stride[i] + kernel[i] - mapShape(input)[i] - before)
  return [top, end(1, left, right), end(0, top, bottom), left]
}

const explicit = ([top, right, bottom, left]: readonly [number, number, number, number]): [
  [number, number],
  [number, number],
  [number, number],
  [number, number],
] => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
]
