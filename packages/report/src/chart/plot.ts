/** @file The frame of a chart with its grid, its marks, their names and the Pareto front. */

import { formatCount, formatNumber } from '@cnn/shapes'
import type { JSX } from 'preact'
import { svg } from '../words/markup.ts'
import { backendNames } from '../words/backends.ts'
import { outline, reach } from './forms.ts'
import { fontSize, placeLabels } from './labels.ts'
import { paretoFront, type Point } from './points.ts'
import type { Scales } from './scales.ts'
import { fill, stroke } from './style.ts'

// Public API

export interface PlotOptions {
  readonly width: number
  readonly height: number
  readonly scales: Scales
  readonly colour: (network: string) => number
}

/** Its origin is the upper left corner of the frame. */
export function drawPlot(points: readonly Point[], options: PlotOptions): JSX.Element[] {
  const { width, height } = options
  return [
    ...grid(options),
    svg('rect', { width, height, ...stroke('grid'), fill: 'none' }),
    ...front(points, options),
    ...rows(points, options),
    ...marks(points, options),
  ]
}

// Implementation

const write = ([x, y]: readonly [number, number], text: string, anchor: string): JSX.Element =>
  svg('text', { x, y, ...fill('muted'), 'font-size': fontSize, 'text-anchor': anchor }, text)

function grid({ width, height, scales: { x, y } }: PlotOptions): JSX.Element[] {
  const vertical = x.ticks.map(({ value, text }) => [
    svg('line', { x1: x(value), x2: x(value), y1: 0, y2: height, ...stroke('grid') }),
    write([x(value), height + 15], text, 'middle'),
  ])
  const horizontal = y.ticks.map(({ value, text }) => [
    svg('line', { x1: 0, x2: width, y1: y(value), y2: y(value), ...stroke('grid') }),
    write([-7, y(value) + 4], text, 'end'),
  ])
  return [...vertical, ...horizontal].flat()
}

/** In steps: between two networks of the front, the quicker one is what can be had. */
function front(points: readonly Point[], { width, scales: { x, y } }: PlotOptions): JSX.Element[] {
  const [first, ...rest] = paretoFront(points)
  if (!first) return []
  const steps = rest.map((one) => `H${round(x(one.latency))}V${round(y(one.accuracy))}`)
  const d = `M${round(x(first.latency))} ${round(y(first.accuracy))}${steps.join('')}H${width}`
  const look = { 'stroke-width': 1.5, 'stroke-dasharray': '5 4', fill: 'none' }
  const { class: ink, stroke: muted } = stroke('muted')
  return [svg('path', { class: `front ${ink}`, stroke: muted, d, ...look })]
}

/** The marks of a network stand at one height: a line through them tells that they belong together. */
function rows(points: readonly Point[], { scales: { x, y }, colour }: PlotOptions): JSX.Element[] {
  return [...new Set(points.map(({ network }) => network))].flatMap((network) => {
    const own = points.filter((point) => point.network === network)
    const at = own.map(({ latency }) => x(latency))
    if (own.length < 2) return []
    const [x1, x2, level] = [Math.min(...at), Math.max(...at), y(own[0]!.accuracy)]
    const { class: ink, stroke: paint } = stroke(colour(network))
    const line = { class: `row ${ink}`, stroke: paint, x1, x2, y1: level, y2: level, 'data-network': network }
    return [svg('line', { ...line, 'stroke-width': 1, 'stroke-opacity': 0.45 })]
  })
}

function marks(points: readonly Point[], options: PlotOptions): JSX.Element[] {
  const { width, height, scales } = options
  // The small ones last, so that no large one lies over them; and all centres over all marks.
  const order = [...points].sort((a, b) => b.parameters - a.parameters)
  const placed = order.map((point) => {
    const r = reach(point.backend, scales.radius(point.parameters))
    return { point, x: scales.x(point.latency), y: scales.y(point.accuracy), r }
  })
  const quickest = new Map<string, Point>()
  for (const point of order) {
    const known = quickest.get(point.network)
    if (!known || point.latency < known.latency) quickest.set(point.network, point)
  }
  const isNamed = (point: Point) => quickest.get(point.network) === point
  const named = [...placed.filter(({ point }) => isNamed(point)), ...placed.filter(({ point }) => !isNamed(point))]
  const labels = placeLabels(
    named.map(({ point, x, y, r }) => ({ x, y, r, text: isNamed(point) ? point.network : '' })),
    width,
    height,
  )
  return [
    ...placed.map(({ point, x, y }) => mark(point, x, y, options)),
    ...placed.flatMap(({ point, x, y }) => [
      ...bar(point, y, scales),
      svg('circle', {
        class: `centre ${fill('ink')['class']}`,
        ...ownerOf(point),
        fill: fill('ink')['fill'],
        cx: x,
        cy: y,
        r: 1.4,
      }),
    ]),
    ...labels.flatMap((label, i) => (label ? drawLabel(label, named[i]!.point.network) : [])),
  ]
}

function mark(point: Point, x: number, y: number, { scales, colour }: PlotOptions): JSX.Element {
  const { network, backend, published, doubts } = point
  const hue = colour(network)
  const [inside, rim] = [fill(hue), stroke(hue)]
  return svg(
    'path',
    {
      class: `mark ${rim['class']}${published ? '' : ` ${inside['class']}`}`,
      ...ownerOf(point),
      transform: `translate(${round(x)} ${round(y)})`,
      d: outline(backend, scales.radius(point.parameters)),
      stroke: rim['stroke'],
      'stroke-width': published || doubts ? 2 : 1,
      ...(doubts && { 'stroke-dasharray': '2 2' }),
      fill: published ? 'none' : inside['fill'],
      ...(!published && { 'fill-opacity': 0.4 }),
    },
    svg('title', {}, describePoint(point)),
  )
}

function describePoint({ network, backend, latency, accuracy, parameters, published, doubts }: Point): string {
  const figures = `${formatNumber(latency)} ms, ${accuracy.toFixed(1)} %${published ? ' (published)' : ''}`
  const doubtful = doubts ? `; ${doubts}` : ''
  return `${network} on ${backendNames[backend]}: ${figures}, ${formatCount(parameters)} parameters${doubtful}`
}

/** What fades with the point. */
const ownerOf = ({ network, backend }: Point) => ({ 'data-network': network, 'data-backend': backend })

/** Pixels: a shorter bar would hide behind the dot in the centre. */
const visible = 6

/** The interval of the latency, where it is long enough to be seen. */
function bar(point: Point, y: number, { x }: Scales): JSX.Element[] {
  const [x1, x2] = point.latencyInterval.map(x) as [number, number]
  const line = { x1, x2, y1: y, y2: y, ...stroke('ink'), 'stroke-width': 1.2, ...ownerOf(point) }
  return x2 - x1 > visible ? [svg('line', line)] : []
}

function drawLabel(label: NonNullable<ReturnType<typeof placeLabels>[number]>, network: string): JSX.Element[] {
  const { text, x, y, leader: [x1, y1, x2, y2] = [] } = label
  const line = x1 === undefined ? [] : [svg('line', { x1, y1, x2, y2, ...stroke('muted'), 'stroke-width': 0.8 })]
  // A rim of paper keeps the name readable over lines and marks.
  const { class: rim, stroke: paper } = stroke('paper')
  const { class: ink, fill: black } = fill('ink')
  const look = { 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke', 'font-size': fontSize }
  const name = { x, y, class: `label ${rim} ${ink}`, 'data-network': network, stroke: paper, fill: black, ...look }
  return [...line, svg('text', name, text)]
}

const round = (value: number): number => Math.round(value * 1000) / 1000
