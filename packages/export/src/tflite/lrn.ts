import { mapShape } from '../walk.ts'
import { mix } from './mix.ts'
import type { Operation } from './operation.ts'
import { multiplication } from './schema.ts'

/**
 * x / s^β, s = k + α Σ x². TFLite's operator is not among those that LiteRT runs quickly. Plain ones are: the sum over
 * neighbouring channels is a 1×1 convolution by a band matrix, and the power for the paper's β = ¾ is 1/√s · √(1/√s).
 */
export const lrn: Operation<'lrn'> = (draft, [x], { size, k, alpha, beta }, { name, input }) => {
  const channels = mapShape(input)[2]
  const result = (part: string) => ({ name: `${name}/${part}`, shape: input })
  const square = draft.operator('MUL', [x!, x!], result('square'), multiplication)
  const sum = mix(draft, square, { matrix: band(channels, size, alpha), bias: k, filters: channels }, result('sum'))
  const last = { name, shape: input }
  if (beta !== 0.5 && beta !== 0.75) {
    const power = draft.operator(
      'POW',
      [sum, draft.constant(`${name}/beta`, [], Float32Array.of(-beta))],
      result('power'),
    )
    return draft.operator('MUL', [x!, power], last, multiplication)
  }
  const root = draft.operator('RSQRT', [sum], result('root'))
  if (beta === 0.5) return draft.operator('MUL', [x!, root], last, multiplication)
  const fourth = draft.operator('SQRT', [root], result('fourth_root'))
  const power = draft.operator('MUL', [root, fourth], result('power'), multiplication)
  return draft.operator('MUL', [x!, power], last, multiplication)
}

/** α where two channels are within half the size of each other: [channels, channels]. */
function band(channels: number, size: number, alpha: number): Float32Array {
  const data = new Float32Array(channels * channels)
  const half = (size - 1) / 2
  for (let to = 0; to < channels; to++)
    data.fill(alpha, to * channels + Math.max(0, to - half), to * channels + Math.min(channels, to + half + 1))
  return data
}
