/** @file Whether samples, in their order, are of one kind: without a drift, and without two humps. */

import { quantileOf } from './statistics.ts'

// Public API

/**
 * Median of the last third over that of the first, where they differ by more than noise does (Mann & Whitney 1947, a
 * chance of 1 % by the normal approximation), and by more than any machine's do. Undefined where there is no drift, or
 * where fewer than 15 samples cannot tell. Of 2,000 series of lognormal samples at most 10 give an alarm, whatever
 * their number and spread.
 */
export function driftOf(samples: readonly number[]): number | undefined {
  const third = Math.floor(samples.length / 3)
  if (third < 5) return undefined
  const [first, last] = [samples.slice(0, third), samples.slice(-third)]
  const ratio = medianOf(last) / medianOf(first)
  if (!(Math.abs(Math.log(ratio)) > much)) return undefined
  const higher = last.reduce((sum, a) => sum + first.reduce((own, b) => own + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0)
  const score = Math.abs(higher - third ** 2 / 2) / Math.sqrt((third ** 2 * (2 * third + 1)) / 12)
  return score > 2.6 ? ratio : undefined
}

/**
 * The medians of two heaps that the samples fall into: where they stand apart (Ashman et al. 1994: D of the logarithms
 * above 4, since an even spread cut in two has 3.5), by more than any machine's do, and the smaller has a fifth of them
 * or more. Undefined where there is one heap, or where fewer than 30 samples cannot tell.
 */
export function humpsOf(samples: readonly number[]): [low: number, high: number] | undefined {
  const sorted = samples.filter((sample) => sample > 0).toSorted((a, b) => a - b)
  if (sorted.length < 30) return undefined
  const logs = sorted.map(Math.log)
  const split = bestSplit(logs)
  if (Math.min(split, logs.length - split) < logs.length / 5) return undefined
  const [low, high] = [spread(logs.slice(0, split)), spread(logs.slice(split))]
  const apart = high.mean - low.mean
  if (apart < much) return undefined
  // A heap of equal samples, on a coarse clock, has no width.
  const width = Math.sqrt((low.variance + high.variance) / 2) || 1e-9
  return apart / width > 4 ? [medianOf(sorted.slice(0, split)), medianOf(sorted.slice(split))] : undefined
}

// Implementation

/** Of the logarithm: less than 15 % is what any machine does. */
const much = Math.log(1.15)

const medianOf = (samples: readonly number[]): number => quantileOf(samples, 0.5)

/** Where two means explain sorted values best (Otsu 1979): the number of values in the lower heap. */
function bestSplit(sorted: readonly number[]): number {
  const n = sorted.length
  const total = sorted.reduce((a, b) => a + b, 0)
  let [below, best, split] = [0, -Infinity, 1]
  for (let k = 1; k < n; k++) {
    below += sorted[k - 1]!
    const between = k * (n - k) * (below / k - (total - below) / (n - k)) ** 2
    if (between > best) [best, split] = [between, k]
  }
  return split
}

function spread(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}
