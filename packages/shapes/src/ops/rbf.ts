import { finite } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type Vector } from '../shape.ts'
import type { RbfAttrs } from './operations.ts'

export const rbfRule: Rule<'rbf'> = {
  kind: 'rbf',
  shape: ({ codes }, [x]) => {
    if (x!.length !== 1)
      throw new ShapeError('radial basis functions take a vector; put flatten or globalAveragePool before them')
    if (codes.length === 0) throw new ShapeError('there is no code')
    for (const [unit, code] of codes.entries()) {
      if (code.length !== x![0])
        throw new ShapeError(`code ${unit} has ${code.length} numbers; the vector has ${x![0]}`)
      for (const value of code) finite(value, `a number of code ${unit}`)
    }
    return [codes.length]
  },
}

/**
 * Radial basis functions around fixed codes: −Σ (x − code)² for each (LeCun et al. 1998, equation 7, which leaves out
 * the sign; with it the nearest code has the largest value, as logits do): [n] to [codes.length]. Owns no weights.
 */
export const rbf = (x: Node<Vector>, { codes }: RbfAttrs): Node<Vector> =>
  apply(rbfRule, { codes: Object.freeze(codes.map((code) => Object.freeze([...code]))) }, [x])
