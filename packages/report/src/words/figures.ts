/** @file Numbers as people read them: three significant digits, units, no false precision. */

import type { Accuracy, Latency } from '@cnn/bench'

/** 10,000 */
export const integer = (value: number): string => fixed(value, 0)

/** 0.123, 1.23, 12.3, 123, 1,234; never an exponent. */
export const significant = (value: number, digits = 3): string => fixed(value, decimals(value, digits))

/** 0.27 M, 25.6 M, 4.09 G: for parameters and multiply-accumulates. */
export function magnitude(value: number): string {
  const [scaled, unit] = value >= 999.5e6 ? [value / 1e9, 'G'] : [value / 1e6, 'M']
  return `${significant(scaled, scaled < 1 ? 2 : 3)} ${unit}`
}

/** 850 ms, 42 s, 4.2 min, 1.5 h, from milliseconds. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${significant(ms, 2)} ms`
  if (ms < 59_500) return `${significant(ms / 1000, 2)} s`
  return ms < 3_570_000 ? `${significant(ms / 60_000, 2)} min` : `${significant(ms / 3_600_000, 2)} h`
}

/** 100 % for all alone: 9,999 of 10,000 are 99.99 %. */
export const allOrLess = (share: number): string =>
  share === 1 ? '100 %' : `${fixed(Math.floor(share * 1e4 + 1e-6) / 100, 2)} %`

/** 2e-6 */
export const tiny = (value: number): string => (value === 0 ? '0' : value.toExponential(0))

/** 12.3 ± 0.4: the median and half the width of the mean's interval; one sample alone has no width. */
export function medianOf({ median, interval, samples }: Latency): string {
  const half = (interval[1] - interval[0]) / 2
  if (samples.length === 1) return `${significant(median)} (n=1)`
  const digits = Math.min(3, Math.max(decimals(median, 3), half > 0 ? decimals(half, 1) : 0))
  return `${fixed(median, digits)} ± ${fixed(half, digits)}`
}

/** 91.2 % [90.6, 91.7] n=10,000 */
export const accuracyOf = ({ top1, interval, images }: Accuracy): string =>
  `${fixed(top1 * 100, 1)} % [${interval.map((end) => fixed(end * 100, 1)).join(', ')}] n=${integer(images)}`

// Implementation

/** Making one is slow. */
const formats = Array.from(
  { length: 7 },
  (_, digits) => new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
)

const fixed = (value: number, digits: number): string => formats[digits]!.format(value)

/** Decimals that show so many significant digits; of the rounded value, since 9.996 is 10.0. */
function decimals(value: number, digits: number): number {
  const rounded = Math.abs(Number(value.toPrecision(digits)))
  return rounded === 0 ? 0 : Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(rounded))))
}
