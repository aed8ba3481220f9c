import type { Draft, Result, Value } from './draft.ts'
import { conv2D } from './schema.ts'

/** A 1×1 convolution whose kernel is a matrix [filters, channels]: what sums or moves channels, on every delegate. */
export function mix(
  draft: Draft,
  x: Value,
  { filters, matrix, bias = 0 }: { readonly filters: number; readonly matrix: Float32Array; readonly bias?: number },
  result: Result,
): Value {
  const parts = [
    draft.constant(`${result.name}/matrix`, [filters, 1, 1, matrix.length / filters], matrix),
    draft.constant(`${result.name}/bias`, [filters], new Float32Array(filters).fill(bias)),
  ]
  return draft.operator(
    'CONV_2D',
    [x, ...parts],
    result,
    conv2D({ padding: 'valid', stride: [1, 1] }, [1, 1], undefined),
  )
}
