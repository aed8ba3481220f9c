import { InvalidArgumentError } from 'commander'
import { parseWhole } from '../terminal/usage.ts'

/** For Commander: a whole number of at least 1. */
export function whole(text: string): number {
  const value = parseWhole(text, 1)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return value
}
