/** @file Some pictures of many, of every class alike. */

import { randomOf } from '@cnn/data'

/**
 * Positions of `limit` pictures, in their order: the classes take turns, each with one of its own by chance, so that
 * counts of classes differ by one at most where all have enough. The seed alone decides.
 */
export function sample(
  all: { readonly count: number; readonly label: (i: number) => number },
  limit: number,
  seed: number,
): number[] {
  const everything = Array.from({ length: all.count }, (_, i) => i)
  if (limit >= all.count) return everything
  const chance = everything.map((i) => randomOf(seed, 0, i)())
  const shuffled = everything.toSorted((a, b) => chance[a]! - chance[b]!)
  const turns = new Map<number, number>()
  const ranked = shuffled.map((i) => {
    const turn = turns.get(all.label(i)) ?? 0
    turns.set(all.label(i), turn + 1)
    return { i, turn }
  })
  return ranked
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, limit)
    .map(({ i }) => i)
    .toSorted((a, b) => a - b)
}
