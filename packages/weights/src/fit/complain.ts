/** @file What does not fit, with the nearest names and what to do. */

import {
  checkWeights,
  printable,
  weights as weightsOf,
  WeightsError,
  type Network,
  type Tensor,
  type Weights,
} from '@cnn/shapes'
import { distance } from 'fastest-levenshtein'
import type { Match } from './match.ts'
import { UnmatchedError } from './unmatched.ts'

// Public API

/** Throws UnmatchedError, with the hints at its end, unless they are the network's. */
export function checked(
  net: Network,
  fitted: ReadonlyMap<string, Tensor>,
  { hints, mending }: Pick<Match, 'hints' | 'mending'>,
): Weights {
  try {
    checkWeights(net, fitted)
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error
    const near = nearest(net, fitted)
    const lines = [
      error.message,
      ...(near.length === 0 ? [] : [`  nearest: ${near.join(', ')}`]),
      ...hints.map((hint) => `  ${hint}`),
    ]
    throw new UnmatchedError(lines.join('\n'), mending)
  }
  return fitted
}

// Implementation

/** What is left over beside what is missing, for the first ten. */
function nearest(net: Network, fitted: ReadonlyMap<string, Tensor>): string[] {
  const expected = weightsOf(net).map(({ name }) => name)
  const known = new Set(expected)
  const leftOver = [...fitted.keys()].filter((name) => !known.has(name) && name.length < 200).slice(0, 1000)
  return expected
    .filter((name) => !fitted.has(name))
    .slice(0, 10)
    .flatMap((name) => {
      const [best] = leftOver
        .map((other) => ({ other, steps: distance(name, other) }))
        .sort((a, b) => a.steps - b.steps)
      return best && best.steps <= name.length / 3 ? [`${printable(best.other)} for ${name}`] : []
    })
}
