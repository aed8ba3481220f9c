/** @file The columns of the table, which text, Markdown and HTML share. */

import { suites, type Cell, type Results, type Suite } from '@cnn/bench'
import { backendLabel, inOrder } from './backends.ts'
import { formatCount, formatMagnitude, formatNumber } from '@cnn/shapes'
import { accuracyOf, agreementText, agreesOn, comparisonOf, doubtsText, isWhole, medianOf, tiny } from './figures.ts'
import { accuracyGap, latencyGap, type Gap } from './gaps.ts'
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
  /** Compares a backend that has an accuracy of its own with the reference. */
  readonly compares?: true
  text(cell: Cell, notes: Notes): string
}

/** What stands in one column, or across several. */
export interface Piece {
  readonly text: string
  readonly mark: string
  /** The same in fewer words, where there is no room. */
  readonly brief?: string
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
    accuracy: cells.some((cell) => cell.accuracy || cell.agreement || accuracyGap(cell)),
    published: cells.some(({ published }) => published?.top1 !== undefined || published?.top5 !== undefined),
  }
  const compared = cells.some((cell) => isWhole(cell) && comparisonOf(cell))
  return columns.filter(
    ({ of, compares }) => (!compares || compared) && (of === 'accuracy' || of === 'published' ? kept[of] : true),
  )
}

/**
 * One row. Where a part was not measured, the reason stands across its columns; and how far a backend agrees, where it
 * has no accuracy of its own.
 */
export function pieces(cell: Cell, shown: readonly Column[], notes: Notes): Piece[] {
  const across = { latency: missing(latencyGap(cell), notes), accuracy: accuracyPiece(cell, notes) }
  const row: Piece[] = []
  for (const column of shown) {
    const wide = column.of === 'latency' || column.of === 'accuracy' ? across[column.of] : undefined
    if (!wide) row.push({ text: column.text(cell, notes) || '–', mark: '', columns: [column] })
    else if (row.at(-1)?.columns[0]?.of !== column.of)
      row.push({ ...wide, columns: shown.filter(({ of }) => of === column.of) })
  }
  return row
}

// Implementation

const missing = (gap: Gap | undefined, notes: Notes) => gap && { text: gap.short, mark: notes.mark(gap.reason) }

/** An accuracy of few images would pass for the network's: such a backend has to agree with the one that did all. */
function accuracyPiece(cell: Cell, notes: Notes): Omit<Piece, 'columns'> | undefined {
  const gap = accuracyGap(cell)
  if (gap) return missing(gap, notes)
  const compared = isWhole(cell) ? undefined : comparisonOf(cell)
  return compared && { text: agreementText(compared), mark: '', brief: `agrees on ${agreesOn(compared)}` }
}

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
  {
    heading: 'median [95 %], ms',
    of: 'latency',
    first: true,
    text: (cell, notes) => medianOf(cell.latency!) + doubtMark(cell, notes),
  },
  { heading: 'p90, ms', of: 'latency', givesWay: 5, text: ({ latency }) => formatNumber(latency!.p90) },
  {
    heading: 'accuracy [95 %]',
    of: 'accuracy',
    first: true,
    text: ({ accuracy }) => (accuracy ? accuracyOf(accuracy) : ''),
  },
  // Of a full run, in which every backend has an accuracy of its own. The reference agrees with itself, of course.
  {
    heading: 'agrees on',
    of: 'accuracy',
    compares: true,
    givesWay: 4,
    text: (cell) => (comparisonOf(cell) ? agreesOn(comparisonOf(cell)!) : isWhole(cell) ? 'reference' : ''),
  },
  {
    heading: 'logits within',
    of: 'accuracy',
    compares: true,
    givesWay: 1,
    text: (cell) => (comparisonOf(cell) ? tiny(comparisonOf(cell)!.logitDifference) : ''),
  },
  { heading: 'published elsewhere', of: 'published', left: true, first: true, text: publishedText },
]

const doubtMark = ({ doubts = [] }: Cell, notes: Notes): string =>
  doubts.length > 0 ? ` ? ${notes.mark(`Latency ${doubtsText(doubts)}.`)}` : ''

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
