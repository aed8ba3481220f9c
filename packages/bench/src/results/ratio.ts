/** @file How one latency compares with another: their ratio, and how far it is to be trusted. */

import { uniform } from '@cnn/shapes'
import { pagesOf } from './merge.ts'
import type { Latency } from './results.ts'
import { signedRank } from './signed-rank.ts'
import { quantile } from './statistics.ts'

// Public API

/** Of two latencies: above 1, the second one is longer. */
export interface Ratio {
  readonly ratio: number
  /** 95 %; absent where the samples are too few to tell, or of no length. */
  readonly interval?: readonly [low: number, high: number]
}

/**
 * What is allowed for how medians of one build differ from run to run: the standard deviation of their logarithm. Fit
 * for a machine that does nothing else; on a busy one pages differed by 7 to 44 % (benchmarks/compare).
 */
export const runSpread = 0.03

/**
 * Of pages that were measured in turns (`inTurns`), the middle over the rounds of the logarithm of the ratio of the 5th
 * percentiles of both pages, with its signed-rank interval. What else a machine does only adds to a time, so the
 * quickest samples tell most of a build; what slows the machine slows both pages of a round, and a round that something
 * spoilt moves the middle little. Of others, the ratio of the medians of all samples, with a percentile interval of
 * 2,000 bootstrap replicates (Efron & Tibshirani 1993, chapter 13), each of which also draws how two runs differ
 * (`runSpread`), since samples of one page say nothing of that.
 */
export function ratioOf(before: Latency, after: Latency, inTurns: boolean): Ratio {
  const pages = [pagesOf(before), pagesOf(after)] as const
  const rounds = inTurns ? signedRank(logRatios(pages[0], pages[1])) : undefined
  if (rounds) return { ratio: Math.exp(rounds.middle), interval: exponents(rounds.interval) }
  const ratio = after.median / before.median
  if (!(after.median > 0 && before.median > 0)) return { ratio: Number.isFinite(ratio) ? ratio : 1 }
  if (Math.min(before.samples.length, after.samples.length) < fewestSamples) return { ratio }
  return { ratio, interval: bootstrap(before.samples, after.samples) }
}

// Implementation

/** Of fewer, not even the whole range holds the median 95 times of 100. */
const fewestSamples = 6
const replicates = 2000

function logRatios(before: readonly (readonly number[])[], after: readonly (readonly number[])[]): number[] {
  if (before.length !== after.length) return []
  const found = before.map((page, i) => Math.log(quickest(after[i]!) / quickest(page)))
  return found.every(Number.isFinite) ? found : []
}

function bootstrap(before: readonly number[], after: readonly number[]): [low: number, high: number] {
  const random = uniform('bootstrap')
  let at = 0
  const draw = () => random(at++)
  const resampled = (samples: readonly number[]) =>
    medianOf(Array.from(samples, () => samples[Math.floor(draw() * samples.length)]!))
  const logs = Array.from({ length: replicates }, () => {
    // Box & Muller (1958).
    const chance = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
    return Math.log(resampled(after) / resampled(before)) + Math.SQRT2 * runSpread * chance
  }).sort((a, b) => a - b)
  return exponents([quantile(logs, 0.025), quantile(logs, 0.975)])
}

const exponents = ([low, high]: readonly [number, number]): [low: number, high: number] => [
  Math.exp(low),
  Math.exp(high),
]

const sorted = (samples: readonly number[]): number[] => samples.toSorted((a, b) => a - b)
const medianOf = (samples: readonly number[]): number => quantile(sorted(samples), 0.5)
const quickest = (samples: readonly number[]): number => quantile(sorted(samples), 0.05)
