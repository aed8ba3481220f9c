import { featureMap, whole } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import type { Window } from '../shape.ts'
import type { FeatureMap } from '../shape.ts'
import { avgPool } from './avg-pool.ts'

export const adaptiveAvgPoolRule: Rule<'adaptiveAvgPool'> = {
  kind: 'adaptiveAvgPool',
  shape: ({ size: [height, width] }, [x]) => [height, width, featureMap(x)[2]],
  window: (attrs) => attrs,
  irregular: true,
}

/**
 * Mean of windows that share the map out, whatever its size, as PyTorch has it (`adaptiveWindows`): [h, w, c] to
 * [...size, c]. Where they are all of one size and do not overlap, it is an average pooling like any other.
 */
export function adaptiveAvgPool(
  x: Node<FeatureMap>,
  { size }: { readonly size: readonly [number, number] },
): Node<FeatureMap> {
  const [height, width] = x.shape
  whole(size[0], 'height of adaptiveAvgPool', 1)
  whole(size[1], 'width of adaptiveAvgPool', 1)
  const stride = [Math.floor(height / size[0]), Math.floor(width / size[1])] as const
  if (height % size[0] === 0 && width % size[1] === 0)
    return height === size[0] && width === size[1] ? x : avgPool(x, { kernel: stride, stride })
  const kernel = [largestWindow(height, size[0]), largestWindow(width, size[1])] as const
  const window: Window = { kernel, stride, dilation: [1, 1], pad: [0, 0, 0, 0] }
  return apply(adaptiveAvgPoolRule, { size: Object.freeze([size[0], size[1]] as const), ...window }, [x])
}

/**
 * On one axis, where each window begins, and the pixel after its end: they overlap where `size` is no multiple of
 * `count`.
 */
export const adaptiveWindows = (size: number, count: number): (readonly [from: number, to: number])[] =>
  Array.from(
    { length: count },
    (_, i) => [Math.floor((i * size) / count), Math.ceil(((i + 1) * size) / count)] as const,
  )

/**
 * The length of the longest of these windows, without making them: a file may ask for 2³¹. With size = q·count + r, the
 * i-th takes q pixels and whatever its share of the other r touches: one, or two where that share crosses a pixel's
 * border.
 */
function largestWindow(size: number, count: number): number {
  const rest = size % count
  const touched = rest === 0 ? 0 : count % rest === 0 ? 1 : 2
  return Math.floor(size / count) + touched
}
