/** @file The table of the report: the columns of `table`, the samples as a strip, the reasons below. */

import { softwareRendered, suiteNames } from '../words/backends.ts'
import { columnsFor, groups, pieces, type Column, type Piece } from '../words/columns.ts'
import { element, escapeMarkup } from '../words/markup.ts'
import { makeNotes, type Notes } from '../words/notes.ts'
import type { Cell, Results } from '@cnn/bench'
import { strip } from './strip.ts'

// Public API

export function tableSection(results: Results): string {
  const notes = makeNotes()
  const tables = groups(results).map(({ suite, networks }) => {
    const columns = columnsFor(networks.flat())
    const body = networks.map((cells) =>
      element('tbody', {}, ...cells.map((cell, i) => row(cell, i === 0 ? cells.length : 0, columns, notes))),
    )
    return [
      element('h3', {}, suiteNames[suite]),
      element(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${suiteNames[suite]}: table` },
        element('table', {}, head(columns), ...body),
      ),
    ].join('')
  })
  const reasons = notes.all.map((note, i) => element('li', { id: `note-${i + 1}` }, linked(note)))
  return element(
    'section',
    {},
    element('h2', {}, 'Table'),
    ...tables,
    element('h3', {}, 'Not measured, and published elsewhere'),
    list(reasons),
  )
}

// Implementation

const list = (items: readonly string[]): string =>
  items.length > 0 ? element('ol', { class: 'notes' }, ...items) : element('p', {}, 'Everything was measured.')

/** The strip stands after the last of the latency's columns. */
const lastOfLatency = (columns: readonly Column[]): Column | undefined => columns.findLast(({ of }) => of === 'latency')

function head(columns: readonly Column[]): string {
  const last = lastOfLatency(columns)
  const cells = columns.flatMap((column) => [
    headCell(column.heading, column.of, column.left),
    ...(column === last ? [headCell('samples', 'latency samples', true)] : []),
  ])
  return element('thead', {}, element('tr', {}, ...cells))
}

/** Headings may wrap, yet not within `95 %`. */
const headCell = (text: string, of: string, left?: boolean): string =>
  element('th', { scope: 'col', class: `${of}${left ? ' left' : ''}` }, escapeMarkup(text.replace(' %', '\u00a0%')))

/** `span` is the number of rows of the network, in the first of them, else 0. */
function row(cell: Cell, span: number, columns: readonly Column[], notes: Notes): string {
  const last = lastOfLatency(columns)
  const cells = pieces(cell, columns, notes).flatMap((piece) => {
    const column = piece.columns[0]!
    const ofNetwork = column.of === 'network' || column.of === 'published'
    if (ofNetwork && span === 0) return []
    const reason = piece.mark !== ''
    // A reason for the latency stands across the strip too.
    const wide = reason && column.of === 'latency' ? piece.columns.length + 1 : piece.columns.length
    const attributes = {
      class: [
        column.of,
        (column.left || reason) && 'left',
        reason && 'gap',
        column.of === 'backend' && softwareRendered(cell.backend, cell.device) && 'software',
      ]
        .filter(Boolean)
        .join(' '),
      rowspan: ofNetwork && span > 1 ? span : undefined,
      colspan: wide > 1 ? wide : undefined,
    }
    const written =
      column.heading === 'network'
        ? element('th', { scope: 'rowgroup', ...attributes }, marked(piece))
        : element('td', attributes, marked(piece))
    return column === last && !reason
      ? [written, element('td', { class: 'latency samples left' }, strip(cell.latency!))]
      : [written]
  })
  return element('tr', {}, ...cells)
}

/** The text, with links from the marks to the notes. */
const marked = ({ text, mark }: Piece): string =>
  escapeMarkup(mark ? `${text} ${mark}` : text).replace(/ ?\[(\d+)\]$/, '<sup><a href="#note-$1">$1</a></sup>')

/** A note that ends in an address links to it. */
const linked = (note: string): string => {
  const address = /https?:\/\/\S+$/.exec(note)
  if (!address) return escapeMarkup(note)
  return (
    escapeMarkup(note.slice(0, address.index)) +
    element('a', { href: address[0], rel: 'noreferrer' }, escapeMarkup(address[0]))
  )
}
