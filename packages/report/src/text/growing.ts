/** @file A table that grows while a run measures: a line for each cell, and one for what a network reaches. */

import { formatFixed, formatCount, formatDuration } from '@cnn/shapes'
import type { Cell, Results } from '@cnn/bench'
import { backendLabel } from '../words/backends.ts'
import { comparisonOf, isWhole, medianOf, tiny } from '../words/figures.ts'
import { accuracyGap, latencyGap } from '../words/gaps.ts'
import { oneLine, pad, shorten } from '../words/text.ts'

// Public API

/** The first line of the table. */
export const growingHead = (): string => line(['network', 'backend', 'median [95 %], ms', 'to go'])

/** A cell as soon as its latency is known, and how many milliseconds the rest of the run takes. */
export function growingRow(cell: Cell, left: number): string {
  const { latency } = cell
  const figure = latency ? medianOf(latency) : shorten(latencyGap(cell)!.short, widths[2] - 2)
  return line([oneLine(cell.network), backendLabel(cell), figure, `≈ ${formatDuration(left)}`])
}

/** What a network reaches and which backends agree; empty where it was not asked. */
export function growingAccuracy({ cells }: Results, network: string): string {
  const own = cells.filter((cell) => cell.network === network)
  const reference = own.find(isWhole)
  const failed = own.flatMap((cell) => {
    const gap = cell.accuracyStatus === 'failed' ? accuracyGap(cell) : undefined
    return gap ? [`${backendLabel(cell)}: ${gap.reason}`] : []
  })
  if (!reference) return failed.map((text) => `  ${text}\n`).join('')
  const { top1, images } = reference.accuracy!
  const others = own.flatMap((cell) => {
    const compared = cell.accuracyStatus === 'failed' ? undefined : comparisonOf(cell)
    return compared ? [{ backend: cell.backend, ...compared }] : []
  })
  const within = Math.max(...others.map(({ logitDifference }) => logitDifference))
  const agreeing = others.map(({ backend, equal, images: n }) => `${backend} ${formatCount(equal)}/${formatCount(n)}`)
  const texts = [
    `${formatFixed(top1 * 100, 2)} % of ${formatCount(images)} images on ${reference.backend}`,
    ...(others.length > 0 ? [`agree: ${agreeing.join(', ')}, logits within ${tiny(within)}`] : []),
    ...failed,
  ]
  return texts.map((text) => `  ${text}\n`).join('')
}

// Implementation

const widths = [21, 18, 28, 8] as const

const line = (texts: readonly string[]): string =>
  `${texts
    .map((text, i) => pad(text, widths[i]!, i < 2))
    .join(' ')
    .trimEnd()}\n`
