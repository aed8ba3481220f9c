/** @file Why a cell has no figure. */

import type { Cell } from '@cnn/bench'
import { formatDuration } from '@cnn/shapes'
import { oneLine, shorten } from './text.ts'

// Public API

export interface Gap {
  /** For the place of the figure: `skipped, needs ≈ 4.2 min`, or `> 45 s` of what was ended by force. */
  readonly short: string
  /** For the footnote. */
  readonly reason: string
}

/** Why the latency of a cell was not measured; undefined where it was. */
export function latencyGap({ status, reason, estimate, atLeast, latency }: Cell): Gap | undefined {
  if (latency) return undefined
  const full = sentence(status, reason)
  return {
    short: estimate === undefined ? brief(full) : `${status}, needs ${atLeast ? '>' : '≈'} ${formatDuration(estimate)}`,
    reason: full,
  }
}

/** Why the accuracy of a cell was not measured, or is wrong; undefined where it was, or where it was not asked for. */
export function accuracyGap({ accuracy, agreement, accuracyStatus, accuracyReason }: Cell): Gap | undefined {
  if (accuracyStatus === undefined || (accuracyStatus !== 'failed' && (accuracy || agreement))) return undefined
  const full = sentence(accuracyStatus, accuracyReason)
  return { short: brief(full), reason: `accuracy ${full}` }
}

// Implementation

/** Nobody reads more of it, and results from elsewhere may hold any text. */
const longest = 500

const brief = (text: string): string => shorten(text, 120)

const sentence = (status: Cell['status'], reason = ''): string => {
  const outcome = status === 'measured' ? 'not measured' : status
  return reason.trim() ? `${outcome}: ${oneLine(shorten(reason, longest))}` : outcome
}
