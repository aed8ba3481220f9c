/** @file Two runs beside each other, for a terminal and for a pull request. */

import { isTooSlow, type ComparedCell, type Comparison } from '@cnn/bench'
import { formatFixed, formatNumber } from '@cnn/shapes'
import stringWidth from 'string-width'
import { oneLine, pad, shorten } from '../words/text.ts'
import { escapeMarkdown, markdownLine } from '../words/markdown.ts'

// Public API

/** Aligned text: a row for each cell, and below what a reader has to know. */
export function comparisonTable(comparison: Comparison): string {
  const rows = [headings, ...comparison.cells.map(rowOf)]
  const widths = headings.map((_, i) => Math.max(...rows.map((row) => stringWidth(row[i]!))))
  const written = rows.map((row) =>
    row
      .map((text, i) => pad(text, widths[i]!, isLeft(i)))
      .join('  ')
      .trimEnd(),
  )
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2))
  return [written[0], rule, ...written.slice(1), '', ...remarks(comparison), ''].join('\n')
}

/** The same as Markdown: what is slower beyond the threshold is bold. */
export function comparisonMarkdown(comparison: Comparison): string {
  const rows = comparison.cells.map((cell) => {
    const bold = isTooSlow(cell, comparison)
    return markdownLine(rowOf(cell).map((text) => (bold ? `**${escapeMarkdown(text)}**` : escapeMarkdown(text))))
  })
  const rule = headings.map((_, i) => (isLeft(i) ? ':--' : '--:'))
  const below = remarks(comparison).map((text) => `- ${escapeMarkdown(text)}`)
  return [markdownLine(headings), markdownLine(rule), ...rows, '', ...below, ''].join('\n')
}

// Implementation

const headings = ['network', 'backend', 'before, ms', 'after, ms', 'ratio [95 %]', 'verdict']
const isLeft = (column: number): boolean => column < 2 || column === 5

const rowOf = ({ network, backend, before, after, ratio, interval, verdict }: ComparedCell): string[] => [
  shorten(oneLine(network), 40),
  backend,
  formatNumber(before),
  formatNumber(after),
  `${formatFixed(ratio, 3)} ${interval ? `[${interval.map((end) => formatFixed(end, 3)).join(', ')}]` : '[–]'}`,
  verdict,
]

function remarks(comparison: Comparison): string[] {
  const { cells, inTurns, leftOut, threshold } = comparison
  const slower = cells.filter((cell) => isTooSlow(cell, comparison)).length
  const percent = formatNumber(threshold * 100, 2)
  return [
    slower === 0
      ? `Nothing is slower beyond ${percent} %.`
      : `${slower} of ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} ${slower === 1 ? 'is' : 'are'} slower ` +
        `beyond ${percent} %.`,
    'Before and after are median latencies.',
    inTurns
      ? 'Measured in turns: the ratio is of the 5th percentiles of the pages, which other load moves least ' +
        '(Hodges and Lehmann’s, with the signed-rank interval).'
      : 'Two runs: the ratio is of the medians, and its interval of a bootstrap over the samples and of how far the ' +
        'other cells moved between the runs. What slows all cells alike is the machine’s or the build’s, which only ' +
        '`cnn bench --baseline` can tell.',
    ...leftOut.map(
      ({ network, backend, why }) =>
        `Not compared: ${oneLine(network)} on ${backend}, ${shorten(oneLine(why), 300).replace(/\.$/, '')}.`,
    ),
  ]
}
