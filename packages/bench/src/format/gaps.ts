/** @file Why a cell has no figure. */

import type { Cell } from '../results.ts'
import { duration } from './figures.ts'
import { oneLine } from './text.ts'

export interface Gap {
  /** For the place of the figure: `skipped, needs ≈ 4.2 min`. */
  readonly short: string
  /** For the footnote. */
  readonly reason: string
}

/** Why the latency of a cell was not measured; undefined where it was. */
export function latencyGap({ status, reason, estimate, latency }: Cell): Gap | undefined {
  if (latency) return undefined
  const shown = status === 'measured' ? 'not measured' : status
  const full = oneLine(reason ?? '')
  if (estimate === undefined) return { short: full ? `${shown}: ${full}` : shown, reason: full || shown }
  return { short: `${shown}, needs ≈ ${duration(estimate)}`, reason: full || shown }
}

/** Why the accuracy of a cell was not measured; undefined where it was, or where it was not asked for. */
export function accuracyGap({ accuracy, accuracyStatus, accuracyReason }: Cell): Gap | undefined {
  if (accuracy || accuracyStatus === undefined) return undefined
  const shown = accuracyStatus === 'measured' ? 'not measured' : accuracyStatus
  const full = oneLine(accuracyReason ?? '')
  return { short: full ? `${shown}: ${full}` : shown, reason: full || shown }
}
