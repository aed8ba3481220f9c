/** @file How much slower is too slow. */

import { InvalidArgumentError, Option } from 'commander'

// Public API

/** `when` it counts, for the help. */
export const thresholdOption = (when = ''): Option =>
  new Option('--threshold <percent>', `${when}the status is 3 where something is slower by more`)
    .argParser(parse)
    .default(0.05, '5%')

// Implementation

/** A share: 0.05 of `5%` or `5`. */
function parse(text: string): number {
  const value = /^\d+(\.\d+)?\s*%?$/.test(text) ? Number.parseFloat(text) : NaN
  if (!(value > 0 && value <= 1000)) throw new InvalidArgumentError('It must be a percentage above 0, 5% for one.')
  return value / 100
}
