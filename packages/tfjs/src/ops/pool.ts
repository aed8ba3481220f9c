import {
  avgPool as tfAvgPool,
  concat,
  maxPool as tfMaxPool,
  mean,
  pad as tfPad,
  slice,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { adaptiveWindows, overhang, type AvgPoolAttrs, type Window } from '@cnn/shapes'
import { asMap, mapShape, type Operation, type Shapes } from './operation.ts'

type Sides = readonly [top: number, right: number, bottom: number, left: number]

export const maxPool: Operation<'maxPool'> = {
  compute: ([x], _, attrs, shapes) =>
    tfMaxPool(asMap(x), [...attrs.kernel], [...attrs.stride], explicit(sidesOf(attrs, shapes))),
}

export const avgPool: Operation<'avgPool'> = {
  compute: ([x], _, attrs, shapes) => {
    const { padded, sides } = averaged(attrs, shapes)
    const map = padded.some((side) => side > 0) ? tfPad(asMap(x), explicit(padded)) : asMap(x)
    return tfAvgPool(map, [...attrs.kernel], [...attrs.stride], explicit(sides))
  },
}

/** The windows of one axis do not depend on the other one: first rows, then columns. */
export const adaptiveAvgPool: Operation<'adaptiveAvgPool'> = {
  compute: ([x], _, { size }, { input }) => {
    const [height, width] = mapShape(input)
    const rows = adaptiveWindows(height, size[0]).map(([from, to]) =>
      mean<Tensor4D>(slice(asMap(x), [0, from], [-1, to - from]), 1, true),
    )
    const map = concat(rows, 1)
    const columns = adaptiveWindows(width, size[1]).map(([from, to]) =>
      mean<Tensor4D>(slice(map, [0, 0, from], [-1, -1, to - from]), 2, true),
    )
    return concat(columns, 2)
  },
}

/**
 * tfjs leaves padding out of the divisor; where it counts, the zeros are made real before. What rounding up adds behind
 * the padding counts for nobody, as in PyTorch.
 */
export function averaged(attrs: AvgPoolAttrs, shapes: Shapes): { readonly padded: Sides; readonly sides: Sides } {
  const sides = sidesOf(attrs, shapes)
  if (!attrs.countPadding) return { padded: [0, 0, 0, 0], sides }
  return { padded: attrs.pad, sides: sides.map((side, i) => side - attrs.pad[i]!) as [number, number, number, number] }
}

/** tfjs's own rounding up is not used: its WASM kernels give wrong values for it. */
export const sidesOf = (window: Window, { input, output }: Shapes): Sides => overhang(window, input, output)

/** As tfjs wants padding. */
export const explicit = ([top, right, bottom, left]: Sides): [
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
