/** @file Figures as people read them: the same everywhere, with no false precision. */

// Public API

/** `25,557,032` */
export const formatCount = (value: number): string => formatFixed(value, 0)

/** Parameters and multiply-accumulates: `2,486`, `0.27 M`, `25.6 M`, `4.09 G`. */
export function formatMagnitude(value: number): string {
  if (value < 9_999.5) return formatCount(value)
  const [scaled, prefix] = value >= 999.5e6 ? [value / 1e9, 'G'] : [value / 1e6, 'M']
  return `${formatNumber(scaled, scaled < 1 ? 2 : 3)} ${prefix}`
}

/** `97.5 MiB`, `0.016 MiB` */
export const formatBytes = (bytes: number): string => `${formatFixed(bytes / 2 ** 20, bytes < 2 ** 20 ? 3 : 1)} MiB`

/** `850 ms`, `42 s`, `4.2 min`, `1.5 h` */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${formatNumber(milliseconds, 2)} ms`
  if (milliseconds < 59_500) return `${formatNumber(milliseconds / 1000, 2)} s`
  if (milliseconds < 3_570_000) return `${formatNumber(milliseconds / 60_000, 2)} min`
  return `${formatNumber(milliseconds / 3_600_000, 2)} h`
}

/** So many significant digits: `0.123`, `1.23`, `12.3`, `123`, `1,234`; never an exponent. */
export const formatNumber = (value: number, digits = 3): string => formatFixed(value, decimalsOf(value, digits))

/** `0.10`: so many digits after the point. */
export function formatFixed(value: number, decimals: number): string {
  // Making a format is slow, so each is kept.
  formats[decimals] ??= new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  return formats[decimals].format(value)
}

/**
 * Digits after the point, at most six, that show so many significant ones; of the rounded value, since 9.996 is 10.0.
 */
export function decimalsOf(value: number, digits: number): number {
  const rounded = Math.abs(Number(value.toPrecision(digits)))
  return rounded === 0 ? 0 : Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(rounded))))
}

// Implementation

const formats: Intl.NumberFormat[] = []
