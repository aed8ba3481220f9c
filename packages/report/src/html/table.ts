/** @file The table of the report: the columns of `table`, the samples as a strip, the reasons below. */

import { softwareRendered, suiteNames } from '../words/backends.ts'
import { columnsFor, groups, pieces, type Column } from '../words/columns.ts'
import { Fragment, h, type JSX } from 'preact'
import { isWhole } from '../words/figures.ts'
import { makeNotes, type Notes } from '../words/notes.ts'
import { oneLine } from '../words/text.ts'
import type { Cell, Results } from '@cnn/bench'
import { linkedPiece, notesList } from './notes-list.ts'
import { strip } from './strip.ts'

// Public API

/** What page and report show of the results in figures. */
export function Table({ results }: { readonly results: Results }): JSX.Element {
  // Filled by the rows, which are therefore made here and not by components that Preact would call later.
  const notes = makeNotes()
  const tables = groups(results).map(({ suite, networks }) => {
    const columns = columnsFor(networks.flat())
    const body = networks.map((cells) => h('tbody', {}, ...cells.map((cell) => row(cell, cells, columns, notes))))
    return h(
      Fragment,
      { key: suite },
      h('h3', {}, suiteNames[suite]),
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${suiteNames[suite]}: table` },
        h('table', {}, head(columns), ...body),
      ),
    )
  })
  return h(Fragment, {}, ...tables, h('h3', {}, 'Not measured, and published elsewhere'), notesList(notes))
}

// Implementation

/** The strip stands after the last of the latency's columns. */
const lastOfLatency = (columns: readonly Column[]): Column | undefined => columns.findLast(({ of }) => of === 'latency')

function head(columns: readonly Column[]): JSX.Element {
  const last = lastOfLatency(columns)
  const cells = columns.flatMap((column) => [
    headCell(column.heading, [column.of, column.first && 'first', column.left && 'left']),
    ...(column === last ? [headCell('samples', ['latency samples', 'left'])] : []),
  ])
  return h('thead', {}, h('tr', {}, ...cells))
}

/** Headings may wrap, yet not within `95 %`. */
const headCell = (text: string, classes: readonly (string | false | undefined)[]): JSX.Element =>
  h('th', { scope: 'col', class: classes.filter(Boolean).join(' ') }, text.replace(' %', '\u00a0%'))

const hasFailed = ({ status, accuracyStatus }: Cell, { of }: Column): boolean =>
  (of === 'latency' && status === 'failed') || (of === 'accuracy' && accuracyStatus === 'failed')

/**
 * What `followLimits` compares. A software renderer has no time, for it says nothing of a GPU; and what computes
 * something else than the reference is of no use however quick it is.
 */
function figuresOf(cell: Cell, all: readonly Cell[]): Record<string, string | number | undefined> {
  const { network, backend, suite, device, latency, parameters, published } = cell
  const measured = all.find(isWhole)?.accuracy
  const isUseless = softwareRendered(backend, device) || cell.accuracyStatus === 'failed'
  return {
    'data-network': oneLine(network),
    'data-backend': backend,
    'data-suite': suiteNames[suite],
    'data-ms': isUseless ? undefined : latency?.median,
    'data-top1': measured ? measured.top1 * 100 : published?.top1,
    'data-published': measured || published?.top1 === undefined ? undefined : '',
    'data-doubted': cell.doubts && cell.doubts.length > 0 ? '' : undefined,
    'data-parameters': parameters,
  }
}

/** `all` are the cells of the network, in the first row of which stands what they have in common. */
function row(cell: Cell, all: readonly Cell[], columns: readonly Column[], notes: Notes): JSX.Element {
  const span = cell === all[0] ? all.length : 0
  const figures = figuresOf(cell, all)
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
        // A reason stands across all of its columns, so it is the one to see.
        (column.first || reason) && 'first',
        (column.left || reason) && 'left',
        reason && 'gap',
        hasFailed(cell, column) && 'failed',
        column.of === 'backend' && softwareRendered(cell.backend, cell.device) && 'software',
      ]
        .filter(Boolean)
        .join(' '),
      rowspan: ofNetwork && span > 1 ? span : undefined,
      colspan: wide > 1 ? wide : undefined,
    }
    const written =
      column.heading === 'network'
        ? h('th', { scope: 'rowgroup', ...attributes }, ...linkedPiece(piece))
        : h('td', attributes, ...linkedPiece(piece))
    return column === last && !reason
      ? [written, h('td', { class: 'latency samples left' }, strip(cell.latency!))]
      : [written]
  })
  return h('tr', figures, ...cells)
}
