import { featureMap, finite } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type FeatureMap } from '../shape.ts'
import type { LrnAttrs } from './operations.ts'

export const lrnRule: Rule<'lrn'> = {
  kind: 'lrn',
  shape: ({ size, k, alpha, beta }, [x]) => {
    if (!Number.isSafeInteger(size) || size < 1 || size % 2 === 0)
      throw new ShapeError(`size is ${size}; it must be an odd whole number, so that there is a middle channel`)
    finite(k, 'k')
    finite(alpha, 'alpha')
    finite(beta, 'beta')
    return featureMap(x)
  },
}

/**
 * Local response normalisation across channels, x / (k + α Σ x²)^β (Krizhevsky et al. 2012, 3.3, whose constants are
 * the defaults); the shape stays.
 */
export const lrn = (
  x: Node<FeatureMap>,
  { size = 5, k = 2, alpha = 1e-4, beta = 0.75 }: Partial<LrnAttrs> = {},
): Node<FeatureMap> => apply(lrnRule, { size, k, alpha, beta }, [x])
