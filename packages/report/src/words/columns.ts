/** @file The columns of the table, which text, Markdown and HTML share. */

import { suites, type Cell, type Results, type Suite } from '@cnn/bench'
import { backendLabel, inOrder } from './backends.ts'
import { formatCount, formatMagnitude, formatNumber } from '@cnn/shapes'
import { accuracyOf, allOrLess, medianOf, tiny } from './figures.ts'
import { accuracyGap, latencyGap } from './gaps.ts'
import type { Notes } from './notes.ts'
import { oneLine } from './text.ts'

// Public API

export interface Column {
  readonly heading: string
  /** What it is a property of: a network's are written once for all its backends. */
  readonly of: 'network' | 'backend' | 'latency' | 'accuracy' | 'published'
  /** Words stand left, numbers right. */
  readonly left?: true
  /** A narrow screen shows this one alone of the columns with the same `of`. */
  readonly first?: true
  /** Those that have it give way where there is no room for all of them, the least first. */
  readonly givesWay?: number
  text(cell: Cell, notes: Notes): string
}

/** What stands in one column, or across several. */
export interface Piece {
  readonly text: string
  readonly mark: string
  readonly columns: readonly Column[]
}

/** The cells of every suite, one group a network. */
export function groups(results: Results): { suite: Suite; networks: Cell[][] }[] {
  const cells = inOrder(results.cells)
  const grouped = suites.map((suite) => {
    const own = cells.filter((cell) => cell.suite === suite)
    const names = [...new Set(own.map(({ network }) => network))]
    return { suite, networks: names.map((name) => own.filter(({ network }) => network === name)) }
  })
  return grouped.filter(({ networks }) => networks.length > 0)
}

/** The columns that at least one of the cells has something for. */
export function columnsFor(cells: readonly Cell[]): Column[] {
  const kept = {
    accuracy: cells.some((cell) => cell.accuracy || accuracyGap(cell)),
    published: cells.some(({ published }) => published?.top1 !== undefined || published?.top5 !== undefined),
  }
  return columns.filter(({ of }) => (of === 'accuracy' || of === 'published' ? kept[of] : true))
}

/** One row. Where a part was not measured, the reason stands across its columns. */
export function pieces(cell: Cell, shown: readonly Column[], notes: Notes): Piece[] {
  const gaps = { latency: latencyGap(cell), accuracy: accuracyGap(cell) }
  const row: Piece[] = []
  for (const column of shown) {
    const gap = column.of === 'latency' || column.of === 'accuracy' ? gaps[column.of] : undefined
    if (!gap) row.push({ text: column.text(cell, notes) || '–', mark: '', columns: [column] })
    else if (row.at(-1)?.columns[0]?.of !== column.of)
      row.push({ text: gap.short, mark: notes.mark(gap.reason), columns: shown.filter(({ of }) => of === column.of) })
  }
  return row
}

// Implementation

const columns: readonly Column[] = [
  {
    heading: 'network',
    of: 'network',
    left: true,
    first: true,
    text: (cell, notes) => oneLine(cell.network) + randomMark(cell, notes),
  },
  { heading: 'parameters', of: 'network', text: ({ parameters }) => formatCount(parameters) },
  { heading: 'MACs', of: 'network', text: ({ macs }) => formatMagnitude(macs) },
  { heading: 'backend', of: 'backend', left: true, first: true, text: backendLabel },
  { heading: 'setup, ms', of: 'latency', givesWay: 2, text: ({ latency }) => formatNumber(latency!.setup) },
  { heading: 'first, ms', of: 'latency', givesWay: 3, text: ({ latency }) => formatNumber(latency!.first) },
  { heading: 'median ± 95 %, ms', of: 'latency', first: true, text: ({ latency }) => medianOf(latency!) },
  { heading: 'p90, ms', of: 'latency', givesWay: 5, text: ({ latency }) => formatNumber(latency!.p90) },
  {
    heading: 'accuracy [95 %]',
    of: 'accuracy',
    first: true,
    text: ({ accuracy }) => (accuracy ? accuracyOf(accuracy) : ''),
  },
  // A backend that is compared with itself agrees, of course.
  {
    heading: 'labels equal',
    of: 'accuracy',
    givesWay: 4,
    text: (cell) => compared(cell, 'reference', ({ labelsEqual }) => allOrLess(labelsEqual)),
  },
  {
    heading: 'logit Δ',
    of: 'accuracy',
    givesWay: 1,
    text: (cell) => compared(cell, '', ({ logitDifference }) => tiny(logitDifference)),
  },
  { heading: 'published elsewhere', of: 'published', left: true, first: true, text: publishedText },
]

const compared = (
  { accuracy, backend }: Cell,
  own: string,
  text: (accuracy: NonNullable<Cell['accuracy']>) => string,
): string => (accuracy ? (accuracy.reference === backend ? own : text(accuracy)) : '')

const randomMark = ({ weights }: Cell, notes: Notes): string =>
  weights === 'random' ? ` ${notes.mark('The weights are random: they tell the latency and nothing of accuracy.')}` : ''

/** Always with the word and its source, so that nobody takes it for a figure of this run. */
function publishedText({ published }: Cell, notes: Notes): string {
  const top = published?.top1 === undefined ? published?.top5 : published.top1
  if (!published || top === undefined) return ''
  const note =
    `Published, not measured here: ${published.dataset}, ${oneLine(published.protocol)}; ` + oneLine(published.source)
  return `${top.toFixed(1)} top-${published.top1 === undefined ? 5 : 1}, published ${notes.mark(note)}`
}
