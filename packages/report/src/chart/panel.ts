/** @file One panel of a chart: a backend's circles, or the reason why there are none. */

import { formatCount, formatNumber } from '@cnn/shapes'
import type { JSX } from 'preact'
import { svg } from '../words/markup.ts'
import { shorten, wrap } from '../words/text.ts'
import { fontSize, placeLabels, widthOf } from './labels.ts'
import type { Panel, Point } from './points.ts'
import type { Scales } from './scales.ts'
import { fill, stroke } from './style.ts'

// Public API

/** Above the frame of a panel: its title and its device. */
export const headHeight = 36

export interface PanelOptions {
  readonly width: number
  readonly height: number
  readonly scales: Scales
  readonly colour: (network: string) => number
  /** Hollow circles are for figures that were not measured here. */
  readonly hollow: boolean
  /** Whether the values of the y axis stand at its left. */
  readonly yValues: boolean
}

/** Its origin is the upper left corner of the frame. */
export function drawPanel(panel: Panel, options: PanelOptions): JSX.Element[] {
  const { width, height } = options
  const frame = svg('rect', { width, height, ...stroke('grid'), fill: 'none' })
  const body =
    panel.points.length > 0
      ? [...grid(options), frame, ...circles(panel, options)]
      : [frame, ...reasons(panel, options)]
  return [head(panel, width), ...body]
}

// Implementation

const lineHeight = 16

const write = (
  [x, y]: readonly [number, number],
  text: string,
  ink: 'ink' | 'muted',
  more: Record<string, string | number> = {},
): JSX.Element => svg('text', { x, y, ...fill(ink), 'font-size': fontSize, ...more }, text)

function head({ title, device }: Panel, width: number): JSX.Element {
  const lines = [
    write(
      [0, -headHeight + 13],
      shorten(title, width, (text) => widthOf(text, 13.5)),
      'ink',
      { 'font-size': 13, 'font-weight': 600 },
    ),
    write([0, -headHeight + 28], shorten(device, width, widthOf), 'muted'),
  ]
  return svg('g', {}, svg('title', {}, `${title}: ${device}`), ...lines)
}

function grid({ width, height, scales: { x, y }, yValues }: PanelOptions): JSX.Element[] {
  const vertical = x.ticks.map(({ value, text }) => [
    svg('line', { x1: x(value), x2: x(value), y1: 0, y2: height, ...stroke('grid') }),
    write([x(value), height + 15], text, 'muted', { 'text-anchor': 'middle' }),
  ])
  const horizontal = y.ticks.map(({ value, text }) => [
    svg('line', { x1: 0, x2: width, y1: y(value), y2: y(value), ...stroke('grid') }),
    ...(yValues ? [write([-7, y(value) + 4], text, 'muted', { 'text-anchor': 'end' })] : []),
  ])
  return [...vertical, ...horizontal].flat()
}

function circles({ backend, points }: Panel, { width, height, scales, colour, hollow }: PanelOptions): JSX.Element[] {
  // The small ones last, so that no large one lies over them.
  const order = [...points].sort((a, b) => b.parameters - a.parameters)
  const marks = order.map((point) => ({
    x: scales.x(point.latency),
    y: scales.y(point.accuracy),
    r: scales.radius(point.parameters),
    text: point.network,
  }))
  const drawn = order.map((point, i) => {
    const { x, y, r } = marks[i]!
    const circle = { class: 'mark', 'data-network': point.network, 'data-backend': backend, cx: x, cy: y, r }
    const { class: colourClass, ...paint } = hollow ? stroke(colour(point.network)) : fill(colour(point.network))
    return svg(
      'g',
      {},
      svg('title', {}, describePoint(point, hollow)),
      svg('circle', {
        ...circle,
        class: `mark ${colourClass}`,
        ...paint,
        ...(hollow ? { fill: 'none', 'stroke-width': 2 } : { 'fill-opacity': 0.45 }),
      }),
      svg('circle', { cx: x, cy: y, r: 1.6, ...fill('ink') }),
      ...bars(point, scales),
    )
  })
  return [...drawn, ...placeLabels(marks, width, height).flatMap((label) => (label ? drawLabel(label) : []))]
}

const describePoint = ({ network, latency, accuracy, parameters }: Point, hollow: boolean): string =>
  `${network}: ${formatNumber(latency)} ms, ${accuracy.toFixed(1)} %${hollow ? ' (published)' : ''}, ` +
  `${formatCount(parameters)} parameters`

/** Pixels: a shorter bar would hide behind the dot in the centre. */
const visible = 6

/** Intervals, where they are long enough to be seen. */
function bars({ latency, latencyInterval, accuracy, accuracyInterval }: Point, { x, y }: Scales): JSX.Element[] {
  const [left, right] = [x(latencyInterval[0]), x(latencyInterval[1])]
  const [low, high] = [y(accuracyInterval?.[0] ?? accuracy), y(accuracyInterval?.[1] ?? accuracy)]
  return [
    ...(right - left > visible ? [bar(left, y(accuracy), right, y(accuracy))] : []),
    ...(low - high > visible ? [bar(x(latency), low, x(latency), high)] : []),
  ]
}

const bar = (x1: number, y1: number, x2: number, y2: number): JSX.Element =>
  svg('line', { x1, y1, x2, y2, ...stroke('ink'), 'stroke-width': 1.2 })

function drawLabel({ text, x, y, leader }: NonNullable<ReturnType<typeof placeLabels>[number]>): JSX.Element[] {
  const line = leader
    ? [
        svg('line', {
          x1: leader[0],
          y1: leader[1],
          x2: leader[2],
          y2: leader[3],
          ...stroke('muted'),
          'stroke-width': 0.8,
        }),
      ]
    : []
  // A rim of paper keeps the name readable over lines and circles.
  const { class: rim, stroke: paper } = stroke('paper')
  const { class: ink, fill: black } = fill('ink')
  const name = {
    x,
    y,
    class: `label ${rim} ${ink}`,
    stroke: paper,
    fill: black,
    'stroke-width': 3,
    'stroke-linejoin': 'round',
    'paint-order': 'stroke',
  }
  return [...line, svg('text', { ...name, 'font-size': fontSize }, text)]
}

/** Why the panel is empty: one reason for all, or one for each network as far as there is room. */
function reasons({ missing }: Panel, { width, height }: PanelOptions): JSX.Element[] {
  const common = new Set(missing.map(({ why }) => why)).size === 1
  const texts = common ? [missing[0]!.why] : missing.map(({ network, why }) => `${network}: ${why}`)
  const room = Math.floor(height / lineHeight) - 3
  const lines = texts.flatMap((text) => wrap(text, width - 16, widthOf))
  const shown = lines.length > room ? [...lines.slice(0, room - 1), '… (the table has them all)'] : lines
  const top = height / 2 - ((shown.length - 1) * lineHeight) / 2
  return [
    write([width / 2, top - lineHeight / 2], 'nothing to draw', 'ink', { 'text-anchor': 'middle', 'font-weight': 600 }),
    ...shown.map((line, i) =>
      write([width / 2, top + lineHeight * (i + 0.75)], line, 'muted', { 'text-anchor': 'middle' }),
    ),
  ]
}
