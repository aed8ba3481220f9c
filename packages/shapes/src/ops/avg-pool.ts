import { featureMap } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import type { FeatureMap } from '../shape.ts'
import { makePoolWindow, slide } from '../window.ts'
import type { PoolOptions } from './max-pool.ts'

export const avgPoolRule: Rule<'avgPool'> = {
  kind: 'avgPool',
  shape: (attrs, [x]) => [...slide(attrs, featureMap(x), attrs.ceil), featureMap(x)[2]],
  window: (attrs) => attrs,
}

/** Mean of each window: [h, w, c] to [h', w', c]. */
export const avgPool = (
  x: Node<FeatureMap>,
  { kernel, stride = 1, pad = 0, ceil = false, countPadding = true }: PoolOptions & { readonly countPadding?: boolean },
): Node<FeatureMap> =>
  apply(avgPoolRule, { ...makePoolWindow({ kernel, stride, pad }, x.shape, 'avgPool'), ceil, countPadding }, [x])
