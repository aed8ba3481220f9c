/** @file The results as a table, for a terminal and for a README. */

import { softwareRendered, suiteNames } from '../words/backends.ts'
import { columnsFor, groups, pieces, type Column, type Piece } from '../words/columns.ts'
import { escapeMarkdown, markdownLine } from '../words/markdown.ts'
import { makeNotes } from '../words/notes.ts'
import stringWidth from 'string-width'
import { pad, shorten, wrap } from '../words/text.ts'
import type { Results } from '@cnn/bench'

// Public API

/**
 * Aligned text: one table a suite, one group of rows a network, footnotes below. Where it is wider than `width`, a
 * network's own figures stand above its rows, and columns give way, which is said below.
 */
export function table(results: Results, width = Infinity): string {
  const notes = makeNotes()
  const gone = new Set<string>()
  const parts = groups(results).map(({ suite, networks }) => {
    const columns = columnsFor(networks.flat())
    const rows = networks.map((cells) => cells.map((cell) => pieces(cell, columns, notes)))
    const full = linesOf(layOut(columns, rows))
    if (widthOfLines(full) <= width) return [`${suiteNames[suite]}\n`, ...full].join('\n')
    const narrow = narrowed(columns, rows, width)
    for (const { heading } of narrow.gone) gone.add(heading)
    return [`${suiteNames[suite]}\n`, ...narrow.lines].join('\n')
  })
  const left = gone.size === 0 ? [] : [`Left out, for they do not fit into ${width} columns: ${[...gone].join('; ')}.`]
  const below = [...remarks(results), ...left, ...notes.all.map((note, i) => `[${i + 1}] ${note}`)]
  const broken = width === Infinity ? below : below.flatMap((text) => wrap(text, width, stringWidth))
  return [...parts, broken.join('\n')].join('\n\n') + '\n'
}

/** The same for a README. Markdown has no cell that spans columns, so a reason stands in the first of its columns. */
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

type Row = readonly Piece[]

interface Layout {
  /** The headings, and a rule below them. */
  readonly head: readonly string[]
  /** The rows of each network. */
  readonly groups: readonly (readonly string[])[]
}

/** Columns as wide as they need; a network's own figures in its first row alone. */
function layOut(columns: readonly Column[], networks: readonly (readonly Row[])[]): Layout {
  const rows = networks.map((group) => group.map((row, i) => row.map((piece) => (i > 0 ? once(piece) : piece))))
  const widths = new Map(columns.map((column) => [column, widthOf(column, rows.flat(2))]))
  const head = columns.map((column) => pad(column.heading, widths.get(column)!, column.left ?? false)).join(gutter)
  const written = (row: Row) =>
    row
      .map((piece) => fit(piece, widths))
      .join(gutter)
      .trimEnd()
  return { head: [head.trimEnd(), '─'.repeat(stringWidth(head))], groups: rows.map((group) => group.map(written)) }
}

/** With an empty line between networks. */
const linesOf = ({ head, groups: all }: Layout): string[] => [
  ...head,
  ...all.flatMap((group, i) => (i > 0 ? ['', ...group] : group)),
]

/** The same with a line for each network, over its rows; as many columns give way as have to. */
function narrowed(columns: readonly Column[], networks: readonly (readonly Row[])[], width: number) {
  const ofNetwork = ({ of }: Column) => of === 'network' || of === 'published'
  const rest = columns.filter((column) => !ofNetwork(column))
  const yielding = rest.filter(({ givesWay }) => givesWay !== undefined)
  const inTurn = yielding.toSorted((a, b) => a.givesWay! - b.givesWay!)
  for (let count = 0; ; count++) {
    const gone = inTurn.slice(0, count)
    const shown = new Set(rest.filter((column) => !gone.includes(column)))
    const kept = (row: Row): Row =>
      row.flatMap((piece) => {
        const own = piece.columns.filter((column) => shown.has(column))
        const text = count === inTurn.length && piece.brief ? piece.brief : piece.text
        return own.length > 0 ? [{ ...piece, text, columns: own }] : []
      })
    const { head, groups: bodies } = layOut(
      [...shown],
      networks.map((group) => group.map(kept)),
    )
    const titles = networks.map(([first]) => title(first!.filter(({ columns: [column] }) => ofNetwork(column!))))
    const found = linesOf({ head, groups: bodies.map((own, i) => [titles[i]!, ...own]) })
    if (count === inTurn.length || widthOfLines(found) <= width) return { lines: found, gone }
  }
}

/** `resnet20: parameters 269,722, MACs 40.6 M, 91.3 top-1, published [1]`. */
function title([network, ...others]: Row): string {
  const figures = others
    .filter(({ text }) => text !== '–')
    .map((piece) =>
      piece.columns[0]!.of === 'published' ? whole(piece) : `${piece.columns[0]!.heading} ${whole(piece)}`,
    )
  return `${whole(network!)}: ${figures.join(', ')}`
}

const widthOfLines = (all: readonly string[]): number =>
  all.reduce((most, line) => Math.max(most, stringWidth(line)), 0)

/** What every reader of the table has to know. */
const remarks = ({ complete, cells }: Results): string[] => [
  ...(complete ? [] : ['The run is not complete: more cells were planned than are shown.']),
  'Median and p90 are of warm inferences of one image, in brackets the 95 % interval of the median (order ' +
    'statistics); of fewer than 6 samples there is none, and n says how many they are.',
  ...(cells.some(({ accuracy }) => accuracy)
    ? [
        'Accuracy is measured here once for each network, with its 95 % Wilson interval; n is the number of test ' +
          'images. The other backends agree with it on so many of the first images.',
      ]
    : []),
  ...(cells.some(({ backend, device }) => softwareRendered(backend, device))
    ? ['Software renderers get few samples: their times say nothing of a GPU.']
    : []),
]

/** A network's own figures are written in its first row alone. */
const once = (piece: Piece): Piece =>
  ['network', 'published'].includes(piece.columns[0]!.of) ? { ...piece, text: '', mark: '' } : piece

const whole = ({ text, mark }: Piece): string => (mark ? `${text} ${mark}` : text)

const widthOf = (column: Column, all: readonly Piece[]): number =>
  all
    .filter(({ mark, columns }) => mark === '' && columns.length === 1 && columns[0] === column)
    .reduce((widest, piece) => Math.max(widest, stringWidth(whole(piece))), stringWidth(column.heading))

/** A reason is cut to the columns that it stands across; the footnote has all of it. */
function fit(piece: Piece, widths: ReadonlyMap<Column, number>): string {
  const { text, mark, columns } = piece
  const width = columns.reduce((sum, column) => sum + widths.get(column)!, (columns.length - 1) * gutter.length)
  const left = mark !== '' || (columns[0]!.left ?? false)
  return pad(mark ? `${shorten(text, width - mark.length - 1)} ${mark}` : text, width, left)
}

function markdownCells(piece: Piece): string[] {
  const text = escapeMarkdown(columnsText(piece))
  const shown = piece.columns[0]!.of === 'published' && piece.text.length > 1 ? `*${text}*` : text
  return piece.columns.map((_, i) => (i === 0 ? shown : ''))
}

const columnsText = (piece: Piece): string =>
  piece.columns.length > 1 ? whole({ ...piece, text: shorten(piece.text, 40) }) : whole(piece)
