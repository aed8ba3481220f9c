/** @file Latency against accuracy, with the parameters as the area of a circle: one panel for each backend, as SVG. */

import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { areaLegend } from './legend.ts'
import { fontSize, widthOf } from './labels.ts'
import { drawPanel, headHeight } from './panel.ts'
import { panels, type Panel, type Point } from './points.ts'
import { remarks } from './remarks.ts'
import { scales, type Scales } from './scales.ts'
import { colours, fill, style } from './style.ts'
import { inOrder, suiteNames } from '../words/backends.ts'
import { svg } from '../words/markup.ts'
import { oneLine, wrap } from '../words/text.ts'
import type { Results, Suite } from '@cnn/bench'

// Public API

/** Which networks are drawn, and how wide. */
export interface ChartOptions {
  readonly suite: Suite
  /** In pixels. */
  readonly width?: number
}

/** An SVG document that needs nothing else. */
export const chart = (results: Results, options: ChartOptions): string =>
  `${renderToString(Chart({ results, ...options }))}\n`

/** The chart as a component. On ImageNet the accuracy is the published one, and its circles are hollow. */
export function Chart({ results, suite, width = 900 }: ChartOptions & { readonly results: Results }): JSX.Element {
  const all = panels(results, suite)
  const points = all.flatMap((panel) => panel.points)
  const { columns, rows, panelWidth } = layout(all.length, width)
  const shared = scales(points, panelWidth, panelHeight)
  const colour = colours(inOrder(results.cells).map(({ network }) => network))
  const hollow = suite === 'imagenet'

  const heading = [
    ...lines([`${suiteNames[suite]}: latency, accuracy and size`], width, titleSize).map(
      (line) => [line, { ...fill('ink'), 'font-size': titleSize, 'font-weight': 600 }] as const,
    ),
    ...lines([machine(results)], width, fontSize).map(
      (line) => [line, { ...fill('muted'), 'font-size': fontSize }] as const,
    ),
  ]
  const legendAt = edge + heading.length * 18 + 26
  const top = legendAt + 34
  const rowHeight = headHeight + panelHeight + 34
  const drawn = all.map((panel, i) => {
    const yValues = i % columns === 0 || isAfterEmpty(all, i)
    const options = { width: panelWidth, height: panelHeight, scales: shared, colour, hollow, yValues }
    const at = [left + (i % columns) * (panelWidth + gap), top + Math.floor(i / columns) * rowHeight + headHeight]
    const transform = `translate(${at.map((n) => Math.round(n * 1000) / 1000).join(' ')})`
    return svg('g', { class: 'panel', transform }, ...drawPanel(panel, options))
  })
  const bottom = top + rows * rowHeight
  const middle = top + (bottom - top) / 2
  const notes = lines(remarks(results, suite, all), width, fontSize)
  const height = bottom + 16 + notes.length * lineHeight + edge

  const title =
    `${suiteNames[suite]}: median latency against ${hollow ? 'published' : 'measured'} accuracy, ` +
    'one panel for each backend'
  return svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'cnn-chart',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': title,
      'font-family': 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    },
    style(),
    svg('rect', { width, height, ...fill('paper') }),
    ...heading.map(([line, look], i) => write(edge, edge + 14 + i * 18, line, look)),
    points.length > 0 ? legend(points, { at: legendAt, width }, shared) : null,
    ...drawn,
    ...(points.length > 0 ? axisTitles(suite, width, middle, bottom) : []),
    ...notes.map((line, i) =>
      write(edge, bottom + 26 + i * lineHeight, line, { ...fill('muted'), 'font-size': fontSize }),
    ),
  )
}

// Implementation

const edge = 12
const titleSize = 16
const left = 62
const gap = 22
const panelHeight = 230
const leastWidth = 240
const greatestWidth = 560
const lineHeight = 15

/** As many panels side by side as are wide enough, and the rows about equally long. */
function layout(count: number, width: number) {
  const room = width - left - edge
  const most = Math.max(1, Math.floor((room + gap) / (leastWidth + gap)))
  const rows = Math.max(1, Math.ceil(count / most))
  const columns = Math.max(1, Math.ceil(count / rows))
  return { columns, rows, panelWidth: Math.min(greatestWidth, (room + gap) / columns - gap) }
}

/** A panel without an axis has no values for its neighbour to share. */
const isAfterEmpty = (all: readonly Panel[], i: number): boolean => all[i - 1]?.points.length === 0

const write = (
  x: number,
  y: number,
  text: string,
  attributes: Record<string, string | number | undefined>,
): JSX.Element => svg('text', { x, y, ...attributes }, text)

const lines = (texts: readonly string[], width: number, size: number): string[] =>
  texts.flatMap((text) => wrap(text, width - 2 * edge, (part) => widthOf(part, size)))

const machine = ({ environment: { browser, processor, system, date, commit } }: Results): string =>
  [
    ...(browser ? [`${browser.name} ${browser.version}`] : []),
    processor,
    system,
    date.slice(0, 10),
    ...(commit ? [`commit ${commit.slice(0, 12)}`] : []),
  ]
    .map(oneLine)
    .join(' · ')

const legend = (
  points: readonly Point[],
  { at, width }: { readonly at: number; readonly width: number },
  { radius }: Scales,
): JSX.Element =>
  svg(
    'g',
    { transform: `translate(${edge} ${at})` },
    ...areaLegend(Math.max(...points.map(({ parameters }) => parameters)), radius, width),
  )

function axisTitles(suite: Suite, width: number, middle: number, bottom: number): JSX.Element[] {
  const centred = { ...fill('ink'), 'font-size': 12, 'text-anchor': 'middle' }
  const accuracy =
    suite === 'imagenet'
      ? 'published ImageNet top-1, %, not measured here'
      : 'accuracy measured on CIFAR-10’s test images, %'
  return [
    write(left + (width - left - edge) / 2, bottom + 4, 'median latency of one image, ms (logarithmic)', centred),
    write(0, 0, accuracy, { ...centred, transform: `translate(${edge + 10} ${middle}) rotate(-90)` }),
  ]
}
