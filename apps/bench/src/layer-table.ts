/** @file A network layer by layer, in a box of its own, since some have hundreds. */

import { integer } from '@cnn/report'
import { formatShape, type Layer } from '@cnn/shapes'
import { h } from './h.ts'

// Public API

export const layerTable = (network: string, layers: readonly Layer[]): HTMLElement =>
  h(
    'div',
    { class: 'scroll tall', role: 'region', 'aria-label': `Layers of ${network}`, tabindex: 0 },
    h('table', {}, h('thead', {}, h('tr', {}, ...columns.map(head))), h('tbody', {}, ...layers.map(row))),
  )

// Implementation

const columns = [
  ['layer', 'network left'],
  ['kind', 'left'],
  ['output', 'left'],
  ['parameters', 'right'],
  ['MACs', 'right'],
] as const

const head = ([text, kind]: (typeof columns)[number]) => h('th', { scope: 'col', class: kind }, text)

/** A layer without any has none written: zeros would drown the figures. */
const row = ({ name, kind, output, parameters, macs }: Layer) =>
  h(
    'tr',
    {},
    h('th', { scope: 'row', class: 'network left' }, name),
    h('td', { class: 'left' }, kind),
    h('td', { class: 'left' }, formatShape(output)),
    h('td', {}, parameters > 0 ? integer(parameters) : ''),
    h('td', {}, macs > 0 ? integer(macs) : ''),
  )
