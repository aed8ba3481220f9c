/**
 * @file The statistics of a measurement: few samples, so intervals are Student's and Wilson's and not the normal one.
 */

// Public API

export interface Description {
  readonly median: number
  /** 95 % or more of the median, whatever the distribution; absent for less than 6 samples, which cannot tell. */
  readonly medianInterval?: [low: number, high: number]
  readonly p90: number
  readonly mean: number
  /** Of the sample, with n − 1; 0 for a single one. */
  readonly deviation: number
  /** 95 % of the mean; for a single sample that sample twice, since it tells nothing of the spread. */
  readonly interval: [low: number, high: number]
}

/** Linear interpolation between the two nearest ranks: type 7 of Hyndman & Fan (1996), the default of R and NumPy. */
export function quantile(sorted: readonly number[], q: number): number {
  check(sorted)
  if (!(q >= 0 && q <= 1)) throw new RangeError(`the quantile is ${q}; it must be from 0 to 1`)
  if (sorted.some((value, i) => value < sorted[i - 1]!))
    throw new RangeError('a quantile needs its samples sorted, from low to high')
  const rank = (sorted.length - 1) * q
  const low = sorted[Math.floor(rank)]!
  const high = sorted[Math.ceil(rank)]!
  return low + (high - low) * (rank - Math.floor(rank))
}

/** The same of samples in any order. */
export const quantileOf = (samples: readonly number[], q: number): number =>
  quantile(
    samples.toSorted((a, b) => a - b),
    q,
  )

/**
 * What `Latency` says of its samples, in any order. They are times: none is negative, and neither is the low end of the
 * interval.
 */
export function describe(samples: readonly number[]): Description {
  check(samples)
  const least = samples.reduce((a, b) => Math.min(a, b))
  if (least < 0) throw new RangeError(`a sample is ${least}; a time cannot be negative`)
  const n = samples.length
  const sorted = [...samples].sort((a, b) => a - b)
  const mean = samples.reduce((sum, value) => sum + value, 0) / n
  const deviation = n === 1 ? 0 : Math.sqrt(samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1))
  const half = n === 1 ? 0 : (studentT(n - 1) * deviation) / Math.sqrt(n)
  const medianInterval = orderInterval(sorted)
  return {
    median: quantile(sorted, 0.5),
    ...(medianInterval && { medianInterval }),
    p90: quantile(sorted, 0.9),
    mean,
    deviation,
    interval: [Math.max(0, mean - half), mean + half],
  }
}

/**
 * 95 % interval of the median from two order statistics (Conover 1999, section 3.2): as many samples as may well lie on
 * one side of it by the toss of a coin are cut off at either end. Undefined below 6 samples, where even the whole range
 * holds it less often.
 */
export function orderInterval(sorted: readonly number[]): [low: number, high: number] | undefined {
  const n = sorted.length
  // The chance that at most k samples lie below the median: binomial, one half.
  let chance = 0
  let term = Math.log(0.5) * n
  let cut = 0
  for (let k = 0; k < n / 2; k++) {
    chance += Math.exp(term)
    if (chance > 0.025) break
    cut = k + 1
    term += Math.log((n - k) / (k + 1))
  }
  return cut === 0 ? undefined : [sorted[cut - 1]!, sorted[n - cut]!]
}

/** The interval of a median: as the results say, or from their samples where they are older than it. */
export const medianIntervalOf = (latency: {
  readonly samples: readonly number[]
  readonly medianInterval?: readonly [low: number, high: number]
}): readonly [low: number, high: number] | undefined =>
  latency.medianInterval ?? orderInterval(latency.samples.toSorted((a, b) => a - b))

/** 95 % interval of a share (Wilson 1927): unlike the normal one, it is right near 0 and 1 and for few images. */
export function wilson(correct: number, n: number): [low: number, high: number] {
  if (!(Number.isInteger(n) && Number.isInteger(correct) && correct >= 0 && correct <= n))
    throw new RangeError(`${correct} of ${n} correct; both must be whole numbers, and the first at most the second`)
  if (n === 0) return [0, 1]
  const share = correct / n
  const centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  // Exactly, no image correct ends at 0 and all correct at 1; rounding must not take it past them.
  return [correct === 0 ? 0 : centre - half, correct === n ? 1 : centre + half]
}

/** The 0.975 quantile of Student's t: how many standard errors a 95 % interval reaches to either side. */
export function studentT(freedom: number): number {
  if (!(Number.isInteger(freedom) && freedom >= 1))
    throw new RangeError(`${freedom} degrees of freedom; there must be 1 or more`)
  const tabled = table[freedom - 1]
  if (tabled !== undefined) return tabled
  // Cornish–Fisher expansion (Abramowitz & Stegun 26.7.5), here right to 5 decimals and better.
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ]
  return terms.reduce((sum, term, i) => sum + term / freedom ** (i + 1), z)
}

// Implementation

/** The 0.975 quantile of the normal distribution. */
const z = 1.959963984540054

/** For 1 to 12 degrees of freedom, where the expansion is not close enough. */
const table = [12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216, 2.22814, 2.20099, 2.17881]

function check(samples: readonly number[]): void {
  if (samples.length === 0) throw new RangeError('there are no samples')
  const odd = samples.find((value) => !Number.isFinite(value))
  if (odd !== undefined) throw new RangeError(`a sample is ${odd}; all must be finite numbers`)
}
