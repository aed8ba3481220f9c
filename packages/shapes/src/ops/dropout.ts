import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type Shape } from '../shape.ts'
import type { DropoutAttrs } from './operations.ts'

export const dropoutRule: Rule<'dropout'> = {
  kind: 'dropout',
  shape: ({ rate }, [x]) => {
    if (!(Number.isFinite(rate) && rate >= 0 && rate < 1))
      throw new ShapeError(`rate is ${rate}; it must be at least 0 and below 1`)
    return x!
  },
}

/** Dropout (Srivastava et al. 2014), the identity at inference; the shape stays. */
export const dropout = <S extends Shape>(x: Node<S>, { rate = 0.5 }: Partial<DropoutAttrs> = {}): Node<S> =>
  apply(dropoutRule, { rate }, [x])
