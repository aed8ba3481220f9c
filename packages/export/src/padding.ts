import type { FeatureMap, Window } from '@cnn/shapes'

export type Sides = Window['pad']

/** What TensorFlow calls this padding; undefined where it has no name for it. */
export function named(
  { kernel, stride, dilation }: Window,
  pad: Sides,
  [height, width]: FeatureMap,
): 'valid' | 'same' | undefined {
  if (pad.every((side) => side === 0)) return 'valid'
  const same = (size: number, axis: 0 | 1) => {
    const total = Math.max(
      0,
      (Math.ceil(size / stride[axis]) - 1) * stride[axis] + dilation[axis] * (kernel[axis] - 1) + 1 - size,
    )
    return [Math.floor(total / 2), Math.ceil(total / 2)] as const
  }
  const [top, bottom] = same(height, 0)
  const [left, right] = same(width, 1)
  return [top, right, bottom, left].every((side, i) => side === pad[i]) ? 'same' : undefined
}
