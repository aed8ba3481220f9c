/** @file The latencies of several fresh pages as one. */

import type { Latency } from './results.ts'
import { describe, quantile } from './statistics.ts'

// Public API

/** Samples in their order, with how many each turn gave; of what is measured once a page, the median of the pages. */
export function mergePages(pages: readonly Latency[]): Latency {
  const samples = pages.flatMap((page) => page.samples)
  const middle = (of: (page: Latency) => number) =>
    quantile(
      pages.map(of).toSorted((a, b) => a - b),
      0.5,
    )
  return {
    download: middle(({ download }) => download),
    setup: middle(({ setup }) => setup),
    first: middle(({ first }) => first),
    samples,
    inferencesPerSample: Math.max(...pages.map(({ inferencesPerSample = 1 }) => inferencesPerSample)),
    samplesPerTurn: pages.flatMap(({ samplesPerTurn, samples: own }) => samplesPerTurn ?? [[own.length]]),
    ...describe(samples),
  }
}

/** The samples of each page that a latency was measured in. */
export function pagesOf({ samples, samplesPerTurn = [[samples.length]] }: Latency): number[][] {
  let from = 0
  return samplesPerTurn.map((turns) => samples.slice(from, (from += turns.reduce((sum, count) => sum + count, 0))))
}
