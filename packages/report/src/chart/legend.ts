/** @file What the area of a circle stands for. */

import type { JSX } from 'preact'
import { svg } from '../words/markup.ts'
import { fontSize, widthOf } from './labels.ts'
import { fill, stroke } from './style.ts'

// Public API

/**
 * Circles of round numbers of parameters in one row; its origin is the left end of the middle line. On a phone, where
 * the room is small, with fewer words.
 */
export function areaLegend(largest: number, radius: (parameters: number) => number, room: number): JSX.Element[] {
  const title = room < 400 ? 'area: parameters' : 'area of a circle: parameters'
  let x = widthOf(title) + 10
  const items = steps(largest).map((value) => {
    const r = radius(value)
    const text = `${Number((value / 1e6).toPrecision(1))} M`
    const item = svg('circle', {
      class: 'legend stroke-muted',
      cx: x + r,
      cy: 0,
      r,
      stroke: stroke('muted')['stroke'],
      fill: 'none',
    })
    const at = x + 2 * r + 4
    x = at + widthOf(text) + 16
    return [item, write(at, text)]
  })
  return [write(0, title), ...items.flat()]
}

// Implementation

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
