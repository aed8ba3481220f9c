import { notNegative } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import type { Shape } from '../shape.ts'
import type { FusedActivation } from './activations.ts'

export const batchNormRule: Rule<'batchNorm'> = {
  kind: 'batchNorm',
  shape: ({ epsilon }, [x]) => {
    notNegative(epsilon, 'epsilon')
    return x!
  },
  weights: (_, [x]) => {
    const shape = [x!.at(-1)!]
    return [
      { name: 'weight', shape, role: 'scale' },
      { name: 'bias', shape, role: 'shift' },
      { name: 'running_mean', shape, role: 'mean' },
      { name: 'running_var', shape, role: 'variance' },
    ]
  },
}

/** Batch normalisation per channel (Ioffe & Szegedy 2015, algorithm 1); the shape stays. ε is PyTorch's 1e-5. */
export const batchNorm = <S extends Shape>(
  x: Node<S>,
  name: string,
  { epsilon = 1e-5, activation }: { readonly epsilon?: number | undefined; readonly activation?: FusedActivation } = {},
): Node<S> => apply(batchNormRule, { epsilon, ...(activation && { activation }) }, [x], name)
