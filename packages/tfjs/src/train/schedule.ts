/** @file Learning rates over time. */

// Public API

/** The learning rate after `epoch` epochs, 2.5 being the middle of the third, of a run of `epochs`. */
export type Schedule = (epoch: number, epochs: number) => number

/**
 * Up in a straight line over the first share `warm` of the run, then down along half a cosine to 0 (after Smith & Topin
 * 2017).
 */
export function oneCycle({ peak, warm = 0.2 }: { readonly peak: number; readonly warm?: number }): Schedule {
  rate(peak, 'peak')
  if (!(warm >= 0 && warm < 1))
    throw new RangeError(`warm is ${warm}; it is a share of the run, at least 0 and below 1`)
  return (epoch, epochs) => {
    const at = epoch / epochs
    return at < warm ? (peak * at) / warm : (peak / 2) * (1 + Math.cos((Math.PI * (at - warm)) / (1 - warm)))
  }
}

/**
 * `first`, and from each of these epochs on `factor` times what it was (He et al. 2015, section 4.2: at [82, 123],
 * factor 0.1).
 */
export function steps({
  first,
  at,
  factor = 0.1,
}: {
  readonly first: number
  readonly at: readonly number[]
  readonly factor?: number
}): Schedule {
  rate(first, 'first')
  rate(factor, 'factor')
  return (epoch) => first * factor ** at.filter((from) => epoch >= from).length
}

/** The same rate all the time. */
export function constant(value: number): Schedule {
  rate(value, 'the rate')
  return () => value
}

// Implementation

function rate(value: number, what: string): void {
  if (!(Number.isFinite(value) && value >= 0))
    throw new RangeError(`${what} is ${value}; it must be a number of at least 0`)
}
