/** @file What was measured, as people read it. */

import { medianIntervalOf, type Accuracy, type Agreement, type Cell, type Doubt, type Latency } from '@cnn/bench'
import { decimalsOf, formatCount, formatFixed, formatNumber } from '@cnn/shapes'
import { oneLine } from './text.ts'

/** 2e-6 */
export const tiny = (value: number): string => (value === 0 ? '0' : value.toExponential(0))

/** 12.3 [12.1, 12.7]: the median and the interval of the median; a few samples have none, and are counted. */
export function medianOf(latency: Latency): string {
  const { median, samples } = latency
  const interval = medianIntervalOf(latency)
  if (!interval) return `${formatNumber(median)} (n=${samples.length})`
  const digits = decimalsOf(median, 3)
  return `${formatFixed(median, digits)} [${interval.map((end) => formatFixed(end, digits)).join(', ')}]`
}

/** 91.2 % [90.6, 91.7] n=10,000 */
export const accuracyOf = ({ top1, interval, images }: Accuracy): string =>
  `${formatFixed(top1 * 100, 1)} % ` +
  `[${interval.map((end) => formatFixed(end * 100, 1)).join(', ')}] n=${formatCount(images)}`

/** How far a cell agrees with the reference; undefined for the reference itself, and where nothing was compared. */
export function comparisonOf({ backend, accuracy, agreement }: Cell): Omit<Agreement, 'reference'> | undefined {
  if (!accuracy) return agreement
  const { images, labelsEqual, logitDifference, reference } = accuracy
  return reference === backend ? undefined : { images, equal: Math.round(labelsEqual * images), logitDifference }
}

type Comparison = Omit<Agreement, 'reference'>

/** 200 of 200 */
export const agreesOn = ({ images, equal }: Comparison): string => `${formatCount(equal)} of ${formatCount(images)}`

/** agrees on 200 of 200, logits within 4e-6 */
export const agreementText = (compared: Comparison): string =>
  `agrees on ${agreesOn(compared)}, logits within ${tiny(compared.logitDifference)}`

/** The test images of CIFAR-10: an accuracy of fewer would pass for the network's. */
const allImages = 10_000

/** Whether the accuracy is the network's: of all images, or of the backend that classified most of them. */
export const isWhole = ({ backend, accuracy }: Cell): boolean =>
  accuracy !== undefined && (accuracy.reference === backend || accuracy.images >= allImages)

/** not to be trusted: the page was out of sight meanwhile */
export const doubtsText = (doubts: readonly Doubt[]): string =>
  `not to be trusted: ${doubts.map(({ reason }) => oneLine(reason)).join('; ')}`
