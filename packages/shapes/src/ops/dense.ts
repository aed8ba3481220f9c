import { whole } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type Vector } from '../shape.ts'
import { kernelAndBias } from '../weights.ts'
import type { FusedActivation } from './activations.ts'

export const denseRule: Rule<'dense'> = {
  kind: 'dense',
  shape: ({ units }, [x]) => {
    if (x!.length !== 1)
      throw new ShapeError('a dense layer takes a vector; put flatten or globalAveragePool before it')
    return [units]
  },
  weights: ({ units, bias }, [x]) => kernelAndBias([units, x![0]], bias),
  macs: ({ units }, [x]) => units * x![0],
}

/** Fully connected layer: [n] to [units]. */
export function dense(
  x: Node<Vector>,
  name: string,
  {
    units,
    bias = true,
    activation,
  }: { readonly units: number; readonly bias?: boolean; readonly activation?: FusedActivation },
): Node<Vector> {
  return apply(
    denseRule,
    { units: whole(units, `units of dense '${name}'`, 1), bias, ...(activation && { activation }) },
    [x],
    name,
  )
}
