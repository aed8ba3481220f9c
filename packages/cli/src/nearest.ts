/** @file What the user may have meant. */

import { distance } from 'fastest-levenshtein'
import { zoo, type Entry } from '@cnn/zoo'
import { UsageError } from './usage.ts'

// Public API

/** At most three of the known words, nearest first: those that a few keystrokes or a longer ending make of `word`. */
export function nearest(word: string, known: readonly string[]): string[] {
  const typed = word.toLowerCase()
  const enough = Math.max(1, Math.floor(typed.length / 3))
  return known
    .map((candidate) => ({ candidate, steps: distance(typed, candidate.toLowerCase()) }))
    .filter(({ candidate, steps }) => steps <= enough || (typed.length > 1 && candidate.toLowerCase().startsWith(typed)))
    .sort((a, b) => a.steps - b.steps)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** The network of that id in the zoo. */
export function findNetwork(id: string): Entry {
  const entry = zoo.find((known) => known.id === id)
  if (entry) return entry
  const near = nearest(
    id,
    zoo.map((known) => known.id),
  )
  const meant = near.length > 0 ? `did you mean ${near.join(', ')}? ` : ''
  throw new UsageError(`unknown network '${id}'; ${meant}\`cnn list\` shows all`)
}
