/** @file The latencies of several devices: a row for each network and backend, a column for each device. */

import { Fragment, h, type JSX } from 'preact'
import type { Cell } from '@cnn/bench'
import { linkedPiece, notesList } from '../html/notes-list.ts'
import { backendLabel, inOrder, softwareRendered, suiteNames } from '../words/backends.ts'
import { columnsFor, groups, pieces, type Column } from '../words/columns.ts'
import { isWhole } from '../words/figures.ts'
import { makeNotes, type Notes } from '../words/notes.ts'
import { oneLine } from '../words/text.ts'
import type { DeviceRun } from './device-run.ts'

// Public API

/** A table for each data set, and below them why figures are missing or not to be trusted. */
export function LatencyTables({ runs }: { readonly runs: readonly DeviceRun[] }): JSX.Element {
  const notes = makeNotes()
  const all = runs.flatMap(({ results }) => results.cells)
  const tables = groups({ ...runs[0]!.results, cells: all }).map(({ suite, networks }) => {
    const columns = columnsFor(networks.flat()).filter(({ first, of }) => first && of !== 'backend')
    const latency = columns.find(({ of }) => of === 'latency')!
    const shared = columns.filter((column) => column !== latency)
    const heads = [...shared.map(({ heading }) => heading), 'backend', ...runs.map(({ name }) => oneLine(name))]
    return h(
      Fragment,
      { key: suite },
      h('h3', {}, suiteNames[suite]),
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${suiteNames[suite]}: table` },
        h(
          'table',
          { class: 'devices' },
          h('thead', {}, h('tr', {}, ...heads.map((text) => h('th', { scope: 'col', class: 'left' }, text)))),
          ...networks.map((cells) => body(cells, { runs, shared, latency, notes })),
        ),
      ),
    )
  })
  return h(Fragment, {}, ...tables, h('h3', {}, 'Not measured, and published elsewhere'), notesList(notes))
}

// Implementation

interface Drawn {
  readonly runs: readonly DeviceRun[]
  /** Columns of what a network has on every device. */
  readonly shared: readonly Column[]
  readonly latency: Column
  readonly notes: Notes
}

function body(cells: readonly Cell[], { runs, shared, latency, notes }: Drawn): JSX.Element {
  const backends = [...new Set(inOrder(cells).map(({ backend }) => backend))]
  const { network, suite } = cells[0]!
  const rows = backends.map((backend, i) => {
    const found = runs.map(({ results }) =>
      results.cells.find((cell) => cell.network === network && cell.suite === suite && cell.backend === backend),
    )
    const common = i > 0 ? [] : shared.map((column) => ofNetwork(column, cells, backends.length, notes))
    return h(
      'tr',
      {},
      ...common,
      h('td', { class: 'left' }, backend),
      ...found.map((cell) => h('td', { class: 'left' }, ...(cell ? latencyOf(cell, latency, notes) : ['–']))),
    )
  })
  return h('tbody', {}, ...rows)
}

/** An accuracy is the network's, on whichever device it was measured. */
function ofNetwork(column: Column, cells: readonly Cell[], rowspan: number, notes: Notes): JSX.Element {
  const cell = column.of === 'accuracy' ? cells.find(isWhole) : cells[0]
  const written = cell ? linkedPiece(pieces(cell, [column], notes)[0]!) : ['–']
  return column.of === 'network'
    ? h('th', { scope: 'rowgroup', class: 'network left', rowspan }, ...written)
    : h('td', { class: `${column.of} left`, rowspan }, ...written)
}

/** `12.3 [12.1, 12.7]`, and below it what has to be known of the device to judge it. */
function latencyOf(cell: Cell, column: Column, notes: Notes): (JSX.Element | string)[] {
  const remark = backendLabel(cell).slice(cell.backend.length).trim()
  const isSoftware = softwareRendered(cell.backend, cell.device)
  return [
    h(isSoftware ? 'i' : 'span', {}, ...linkedPiece(pieces(cell, [column], notes)[0]!)),
    ...(remark && cell.latency ? [' ', h('span', { class: 'gap' }, remark)] : []),
  ]
}
