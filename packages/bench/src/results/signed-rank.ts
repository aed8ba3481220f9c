/** @file The middle of a few values that some accident may have spoilt one of, with an interval. */

import { quantile } from './statistics.ts'

// Public API

/**
 * Hodges & Lehmann's (1963) estimate, the median of the means of all pairs, and the 95 % interval that belongs to it by
 * the signed-rank test (Tukey 1949; Hollander & Wolfe 1973, section 3.3): exact wherever the values are spread evenly
 * about their middle, whatever their distribution, and little moved by a single one. Undefined below 6 values, which
 * cannot tell.
 */
export function signedRank(
  values: readonly number[],
): { readonly middle: number; readonly interval: readonly [low: number, high: number] } | undefined {
  const cut = cutOf(values.length)
  if (cut === 0) return undefined
  const means = values.flatMap((a, i) => values.slice(i).map((b) => (a + b) / 2)).sort((a, b) => a - b)
  return { middle: quantile(means, 0.5), interval: [means[cut - 1]!, means.at(-cut)!] }
}

// Implementation

/**
 * How many means are cut off at either end: as many as the sums of ranks that come about by chance in 2.5 % of cases,
 * `qsignrank(0.025, n)` in R.
 */
function cutOf(n: number): number {
  // The number of ways to come to each sum, by giving every rank a sign.
  let ways = [1]
  for (let rank = 1; rank <= n; rank++)
    ways = Array.from({ length: ways.length + rank }, (_, sum) => (ways[sum] ?? 0) + (ways[sum - rank] ?? 0))
  let chance = 0
  for (const [sum, count] of ways.entries()) {
    chance += count / 2 ** n
    if (chance > 0.025) return sum
  }
  return 0
}
