/** @file What forms, areas and lines stand for. */

import type { JSX } from 'preact'
import { svg } from '../words/markup.ts'
import { outline } from './forms.ts'
import { fontSize, widthOf } from './labels.ts'
import type { Series } from './points.ts'
import { fill, stroke } from './style.ts'

// Public API

/** Rows of the legend, each to be drawn with its origin at the left end of its middle line. */
export const legend = (
  series: readonly Series[],
  largest: number,
  radius: (parameters: number) => number,
  room: number,
): JSX.Element[][] => [...inRows([...series.map(form), frontItem], room), areas(largest, radius, room)]

// Implementation

interface Item {
  readonly width: number
  draw(x: number): JSX.Element[]
}

const size = 6

const form = ({ backend, title }: Series): Item => ({
  width: 2 * size + 6 + widthOf(title) + 18,
  draw: (x) => [
    svg('path', {
      class: `legend fill-muted`,
      transform: `translate(${x + size} 0)`,
      d: outline(backend, size),
      fill: fill('muted')['fill'],
      'fill-opacity': 0.6,
    }),
    write(x + 2 * size + 6, title),
  ],
})

const frontItem: Item = {
  width: 28 + widthOf('Pareto front') + 18,
  draw: (x) => [
    svg('line', {
      x1: x,
      x2: x + 22,
      y1: 0,
      y2: 0,
      ...stroke('muted'),
      'stroke-width': 1.5,
      'stroke-dasharray': '5 4',
    }),
    write(x + 28, 'Pareto front'),
  ],
}

function inRows(items: readonly Item[], room: number): JSX.Element[][] {
  const rows: JSX.Element[][] = [[]]
  let x = 0
  for (const item of items) {
    if (x > 0 && x + item.width > room) {
      rows.push([])
      x = 0
    }
    rows.at(-1)!.push(...item.draw(x))
    x += item.width
  }
  return rows
}

/** Circles of round numbers of parameters. On a phone, where the room is small, with fewer words. */
function areas(largest: number, radius: (parameters: number) => number, room: number): JSX.Element[] {
  const title = room < 400 ? 'area: parameters' : 'area of a mark: parameters'
  let x = widthOf(title) + 10
  const items = steps(largest).map((value) => {
    const r = radius(value)
    const text = `${Number((value / 1e6).toPrecision(1))} M`
    const look = { class: 'legend stroke-muted', stroke: stroke('muted')['stroke'], fill: 'none' }
    const item = svg('circle', { ...look, cx: x + r, cy: 0, r })
    const at = x + 2 * r + 4
    x = at + widthOf(text) + 16
    return [item, write(at, text)]
  })
  return [write(0, title), ...items.flat()]
}

const write = (x: number, text: string): JSX.Element =>
  svg('text', { x, y: 4, ...fill('muted'), 'font-size': fontSize }, text)

/** Three of 1, 2, 5, 10 …, the greatest that is not above the largest first. */
function steps(largest: number): number[] {
  const power = Math.floor(Math.log10(Math.max(1, largest)))
  const round = [power, power - 1, power - 2].flatMap((exponent) => [5, 2, 1].map((digit) => digit * 10 ** exponent))
  return round
    .filter((value) => value <= largest)
    .filter((_, i) => [0, 2, 4].includes(i))
    .sort((a, b) => a - b)
}
