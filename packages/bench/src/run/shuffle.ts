/** @file A shuffle that a seed decides. */

import { uniform } from '@cnn/shapes'

/** A copy in an order that the seed and the name decide (Fisher & Yates). */
export function shuffle<T>(items: readonly T[], name: string, seed: number): T[] {
  const random = uniform(name, seed)
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random(i) * (i + 1))
    ;[result[i], result[j]] = [result[j]!, result[i]!]
  }
  return result
}
