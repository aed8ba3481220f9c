import { featureMap } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import type { FeatureMap } from '../shape.ts'
import { makePoolWindow, slide, type WindowOptions } from '../window.ts'

/** Of a pooling. */
export interface PoolOptions extends Omit<WindowOptions, 'dilation'> {
  /** Round the number of positions up, so that no pixel is left out (Caffe's way, and so GoogLeNet's). */
  readonly ceil?: boolean
}

export const maxPoolRule: Rule<'maxPool'> = {
  kind: 'maxPool',
  shape: (attrs, [x]) => [...slide(attrs, featureMap(x), attrs.ceil), featureMap(x)[2]],
  window: (attrs) => attrs,
}

/** Largest value of each window: [h, w, c] to [h', w', c]. Overlapping where the stride is less than the kernel. */
export const maxPool = (
  x: Node<FeatureMap>,
  { kernel, stride = 1, pad = 0, ceil = false }: PoolOptions,
): Node<FeatureMap> => apply(maxPoolRule, { ...makePoolWindow({ kernel, stride, pad }, x.shape, 'maxPool'), ceil }, [x])
