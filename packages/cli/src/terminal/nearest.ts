/** @file What the user may have meant. */

import { distance } from 'fastest-levenshtein'

/** At most three of the known words, nearest first: those that a few keystrokes or a longer ending make of `word`. */
export function nearest(word: string, known: readonly string[]): string[] {
  const typed = word.toLowerCase()
  const enough = Math.max(1, Math.floor(typed.length / 3))
  return known
    .map((candidate) => ({ candidate, steps: distance(typed, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, steps }) => steps <= enough || (typed.length > 1 && candidate.toLowerCase().startsWith(typed)),
    )
    .sort((a, b) => a.steps - b.steps)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}
