/** @file The results as a table, for a terminal and for a README. */

import { suiteNames } from '../words/backends.ts'
import { columnsFor, groups, pieces, type Column, type Piece } from '../words/columns.ts'
import { makeNotes } from '../words/notes.ts'
import stringWidth from 'string-width'
import { pad, shorten } from '../words/text.ts'
import type { Results } from '@cnn/bench'

// Public API

/** Aligned text: one table a suite, one group of rows a network, footnotes below. */
export function table(results: Results): string {
  const notes = makeNotes()
  const parts = groups(results).map(({ suite, networks }) => {
    const columns = columnsFor(networks.flat())
    const rows = networks.map((cells) =>
      cells.map((cell, i) => pieces(cell, columns, notes).map((piece) => (i > 0 ? once(piece) : piece))),
    )
    const widths = new Map(columns.map((column) => [column, widthOf(column, rows.flat(2))]))
    const head = columns.map((column) => pad(column.heading, widths.get(column)!, column.left ?? false)).join(gutter)
    const body = rows.map((group) =>
      group
        .map((row) =>
          row
            .map((piece) => fit(piece, widths))
            .join(gutter)
            .trimEnd(),
        )
        .join('\n'),
    )
    return [`${suiteNames[suite]}\n`, head.trimEnd(), '─'.repeat(stringWidth(head)), body.join('\n\n')].join('\n')
  })
  return (
    [...parts, [...remarks(results), ...notes.all.map((note, i) => `[${i + 1}] ${note}`)].join('\n')].join('\n\n') +
    '\n'
  )
}

/** The same for a README: what stands across columns in the text stands in the first of them here. */
export function markdownTable(results: Results): string {
  const notes = makeNotes()
  const parts = groups(results).map(({ suite, networks }) => {
    const columns = columnsFor(networks.flat())
    const rows = networks.flatMap((cells) =>
      cells.map((cell, i) =>
        markdownLine(pieces(cell, columns, notes).flatMap((piece) => markdownCells(i > 0 ? once(piece) : piece))),
      ),
    )
    const rule = columns.map(({ left }) => (left ? ':--' : '--:'))
    return [
      `**${suiteNames[suite]}**\n`,
      markdownLine(columns.map(({ heading }) => heading)),
      markdownLine(rule),
      ...rows,
    ].join('\n')
  })
  const below = [...remarks(results), ...notes.all.map((note, i) => `[${i + 1}] ${escapeMarkdown(note)}`)]
  return [...parts, below.map((text) => `- ${text}`).join('\n')].join('\n\n') + '\n'
}

// Implementation

const gutter = '  '

/** What every reader of the table has to know. */
const remarks = ({ complete, cells }: Results): string[] => [
  ...(complete ? [] : ['The run is not complete: more cells were planned than are shown.']),
  'Median and p90 are of warm inferences of one image; ± is half the 95 % interval of their mean (Student’s t).',
  ...(cells.some(({ accuracy }) => accuracy)
    ? ['Accuracy is measured here, with its 95 % Wilson interval; n is the number of test images.']
    : []),
]

/** A network's own figures are written in its first row alone. */
const once = (piece: Piece): Piece =>
  ['network', 'published'].includes(piece.columns[0]!.of) ? { ...piece, text: '', mark: '' } : piece

const whole = ({ text, mark }: Piece): string => (mark ? `${text} ${mark}` : text)

const widthOf = (column: Column, all: readonly Piece[]): number =>
  all
    .filter(({ columns }) => columns.length === 1 && columns[0] === column)
    .reduce((widest, piece) => Math.max(widest, stringWidth(whole(piece))), stringWidth(column.heading))

/** A reason is cut to the columns that it stands across; the footnote has all of it. */
function fit(piece: Piece, widths: ReadonlyMap<Column, number>): string {
  const { text, mark, columns } = piece
  const width = columns.reduce((sum, column) => sum + widths.get(column)!, (columns.length - 1) * gutter.length)
  const left = columns.length > 1 || (columns[0]!.left ?? false)
  return pad(mark ? `${shorten(text, width - mark.length - 1)} ${mark}` : text, width, left)
}

const markdownLine = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`

function markdownCells(piece: Piece): string[] {
  const text = escapeMarkdown(columnsText(piece))
  const shown = piece.columns[0]!.of === 'published' && piece.text.length > 1 ? `*${text}*` : text
  return piece.columns.map((_, i) => (i === 0 ? shown : ''))
}

const columnsText = (piece: Piece): string =>
  piece.columns.length > 1 ? whole({ ...piece, text: shorten(piece.text, 40) }) : whole(piece)

const escapeMarkdown = (text: string): string =>
  text
    .replace(/(?<!\\)([|*_`~[\]])/g, '\\$1')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
