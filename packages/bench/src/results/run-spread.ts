/** @file How far the medians of one build lie apart in two runs: on an idle machine little, on a busy one much. */

/** Of the logarithm of a ratio: its standard deviation, and the degrees of freedom that this is known with. */
export interface Spread {
  readonly deviation: number
  readonly freedom: number
}

/**
 * Learnt from how far the other cells moved between the same two runs: most of what changes between two builds does not
 * change all cells, and what else a machine does changes any of them. The estimate is the posterior of a variance under
 * an inverse-gamma prior (Gelman et al. 2013, "Bayesian Data Analysis", section 2.6), which counts for `few` cells that
 * moved by `usual`: with no other cell, only a large difference is believed.
 */
export function spreadOf(logRatios: readonly number[]): Spread {
  const squares = logRatios.reduce((sum, one) => sum + one ** 2, few * usual ** 2)
  const freedom = few + logRatios.length
  return { deviation: Math.sqrt(squares / freedom), freedom }
}

const few = 4
const usual = 0.1
