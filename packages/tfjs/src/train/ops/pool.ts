import { adaptiveWindows, type Window } from '@cnn/shapes'
import { addN, div, engine, mul, ones, pad, slice, tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { averaged, explicit } from '../../ops/pool.ts'
import { asMap, mapShape, type Shapes } from '../../ops/operation.ts'
import type { Trainable } from './trainable.ts'

/**
 * tfjs's kernel divides by the whole window, even where its own forward pass did not count what hangs over the edge.
 */
export const avgPool: Trainable<'avgPool'> = {
  backward: (dy, { inputs: [x], attrs, shapes }) => {
    const { padded, sides } = averaged(attrs, shapes)
    const [top, right, bottom, left] = padded
    const [n, height, width, channels] = asMap(x).shape
    // Of its input, the kernel looks at the shape alone.
    const input = ones([n, height + top + bottom, width + left + right, channels])
    const counted = ([0, 1] as const).map((axis) =>
      inside(axis, { size: input.shape[axis + 1]!, before: sides[axis === 0 ? 0 : 3] }, attrs, shapes),
    )
    const full = counted.flat().every((share) => share === 1)
    const shared = full
      ? dy
      : div(
          dy,
          mul(tensor(counted[0]!, [1, counted[0]!.length, 1, 1]), tensor(counted[1]!, [1, 1, counted[1]!.length, 1])),
        )
    const options = { filterSize: [...attrs.kernel], strides: [...attrs.stride], pad: explicit(sides) }
    const dx = engine().runKernel<Tensor4D>('AvgPoolGrad', { dy: shared, input }, options)
    return { inputs: [slice(dx, [0, top, left, 0], [n, height, width, channels])] }
  },
}

/**
 * The share of each window that lies inside the map of that size, along one axis; `before` pixels of padding come
 * first.
 */
function inside(
  axis: 0 | 1,
  { size, before }: { readonly size: number; readonly before: number },
  { kernel, stride }: Window,
  { output }: Shapes,
): number[] {
  return Array.from({ length: mapShape(output)[axis] }, (_, i) => {
    const from = i * stride[axis] - before
    return (Math.min(size, from + kernel[axis]) - Math.max(0, from)) / kernel[axis]
  })
}

/** Back along each axis: every pixel of a window gets its share. */
export const adaptiveAvgPool: Trainable<'adaptiveAvgPool'> = {
  backward: (dy, { attrs: { size }, shapes }) => {
    const [height, width] = mapShape(shapes.input)
    return { inputs: [shares(shares(asMap(dy), 2, width, size[1]), 1, height, size[0])] }
  },
}

function shares(dy: Tensor4D, axis: 1 | 2, length: number, count: number): Tensor4D {
  const on = <T>(value: T, other: T): T[] => [other, axis === 1 ? value : other, axis === 2 ? value : other, other]
  const parts = adaptiveWindows(length, count).map(([from, to], i) => {
    const one = slice(dy, on(i, 0), on(1, -1))
    const each = mul(one, mul(ones(on(to - from, 1)), 1 / (to - from)))
    return pad(each, on<[number, number]>([from, length - to], [0, 0])) as Tensor4D
  })
  return addN(parts)
}
