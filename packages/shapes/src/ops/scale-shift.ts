import { apply, type Node, type Rule } from '../graph.ts'
import type { Shape } from '../shape.ts'

export const scaleShiftRule: Rule<'scaleShift'> = {
  kind: 'scaleShift',
  shape: (_, [x]) => x!,
  weights: (_, [x]) => {
    const shape = [x!.at(-1)!]
    return [
      { name: 'weight', shape, role: 'scale' },
      { name: 'bias', shape, role: 'shift' },
    ]
  },
}

/**
 * One trained factor and one term per channel, as in LeNet-5's subsampling (LeCun et al. 1998, II.B); the shape stays.
 */
export const scaleShift = <S extends Shape>(x: Node<S>, name: string): Node<S> => apply(scaleShiftRule, {}, [x], name)
