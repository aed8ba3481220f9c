/** @file How one latency compares with another: their ratio, and how far it is to be trusted. */

import { uniform } from '@cnn/shapes'
import { pagesOf } from './merge.ts'
import type { Latency } from './results.ts'
import type { Spread } from './run-spread.ts'
import { signedRank } from './signed-rank.ts'
import { quantile, quantileOf } from './statistics.ts'

// Public API

/** Of two latencies: above 1, the second one is longer. */
export interface Ratio {
  readonly ratio: number
  /** 95 %; absent where the samples are too few to tell, or of no length. */
  readonly interval?: readonly [low: number, high: number]
}

/**
 * Of pages that were measured in turns, the middle over the rounds of the logarithm of the ratio of the 5th percentiles
 * of both pages, with its signed-rank interval. What else a machine does only adds to a time, so the quickest samples
 * tell most of a build; what slows the machine slows both pages of a round, and a round that something spoilt moves the
 * middle little.
 */
export function ratioInTurns(before: Latency, after: Latency): Ratio | undefined {
  const rounds = signedRank(logRatios(pagesOf(before), pagesOf(after)))
  return rounds && { ratio: Math.exp(rounds.middle), interval: exponents(rounds.interval) }
}

/**
 * Of two runs, the ratio of the medians of all samples, with a percentile interval of 2,000 bootstrap replicates (Efron
 * & Tibshirani 1993, chapter 13), each of which also draws how far one build's two runs lie apart, since samples of one
 * page say nothing of that.
 */
export function ratioOfRuns(before: Latency, after: Latency, apart: Spread): Ratio {
  const ratio = after.median / before.median
  if (!(after.median > 0 && before.median > 0)) return { ratio: Number.isFinite(ratio) ? ratio : 1 }
  if (Math.min(before.samples.length, after.samples.length) < fewestSamples) return { ratio }
  return { ratio, interval: bootstrap(before.samples, after.samples, apart) }
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

function bootstrap(before: readonly number[], after: readonly number[], apart: Spread): [low: number, high: number] {
  const random = uniform('bootstrap')
  let at = 0
  const draw = () => random(at++)
  const resampled = (samples: readonly number[]) =>
    medianOf(Float64Array.from(samples, () => samples[Math.floor(draw() * samples.length)]!))
  const logs = Array.from({ length: replicates }, () => {
    return Math.log(resampled(after) / resampled(before)) + apart.deviation * student(apart.freedom, draw)
  }).sort((a, b) => a - b)
  return exponents([quantile(logs, 0.025), quantile(logs, 0.975)])
}

/** A draw from Student's t (Bailey 1994, "Polar generation of random variates with the t-distribution"). */
function student(freedom: number, draw: () => number): number {
  const radius = Math.sqrt(freedom * ((1 - draw()) ** (-2 / freedom) - 1))
  return radius * Math.cos(2 * Math.PI * draw())
}

const exponents = ([low, high]: readonly [number, number]): [low: number, high: number] => [
  Math.exp(low),
  Math.exp(high),
]

const quickest = (samples: readonly number[]): number => quantileOf(samples, 0.05)

/** Quicker than `quantile`, which checks what it is given: this one is asked thousands of times. */
function medianOf(samples: Float64Array): number {
  const sorted = samples.sort()
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}
