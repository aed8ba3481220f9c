/** @file What was measured, as people read it. */

import type { Accuracy, Latency } from '@cnn/bench'
import { decimalsOf, formatCount, formatFixed, formatNumber } from '@cnn/shapes'

/** 100 % only where it is all of them: 9,999 of 10,000 are 99.99 %. */
export const allOrLess = (share: number): string =>
  share === 1 ? '100 %' : `${formatFixed(Math.floor(share * 1e4 + 1e-6) / 100, 2)} %`

/** 2e-6 */
export const tiny = (value: number): string => (value === 0 ? '0' : value.toExponential(0))

/** 12.3 ± 0.4: the median and half the width of the mean's interval; one sample alone has no width. */
export function medianOf({ median, interval, samples }: Latency): string {
  const half = (interval[1] - interval[0]) / 2
  if (samples.length === 1) return `${formatNumber(median)} (n=1)`
  const digits = Math.min(3, Math.max(decimalsOf(median, 3), half > 0 ? decimalsOf(half, 1) : 0))
  return `${formatFixed(median, digits)} ± ${formatFixed(half, digits)}`
}

/** 91.2 % [90.6, 91.7] n=10,000 */
export const accuracyOf = ({ top1, interval, images }: Accuracy): string =>
  `${formatFixed(top1 * 100, 1)} % ` +
  `[${interval.map((end) => formatFixed(end * 100, 1)).join(', ')}] n=${formatCount(images)}`
