/**
 * @file Accuracy against latency, as SVG: a colour for each network, a form for each backend, and the parameters as the
 * area.
 */

import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { legend } from './legend.ts'
import { fontSize, widthOf } from './labels.ts'
import { drawPlot } from './plot.ts'
import { pointsOf, type Point } from './points.ts'
import { remarks } from './remarks.ts'
import { scales } from './scales.ts'
import { colours, fill, style } from './style.ts'
import { suiteNames } from '../words/backends.ts'
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

/** The chart as a component. Where the accuracy is a published one, the marks are hollow. */
export function Chart({ results, suite, width = 900 }: ChartOptions & { readonly results: Results }): JSX.Element {
  const drawn = pointsOf(results, suite)
  const { points, series } = drawn
  const plotWidth = width - left - right
  const plotHeight = Math.round(Math.min(420, Math.max(260, plotWidth * 0.55)))
  const shared = scales(points, plotWidth, plotHeight)
  const colour = colours(points.map(({ network }) => network))
  const heading = [
    ...lines([`${suiteNames[suite]}: latency, accuracy and size`], width, titleSize).map(
      (line) => [line, { ...fill('ink'), 'font-size': titleSize, 'font-weight': 600 }] as const,
    ),
    ...lines([machine(results)], width, fontSize).map(
      (line) => [line, { ...fill('muted'), 'font-size': fontSize }] as const,
    ),
  ]
  const largest = Math.max(0, ...points.map(({ parameters }) => parameters))
  const keys = points.length > 0 ? legend(series, largest, shared.radius, width - 2 * edge) : []
  const legendAt = edge + heading.length * 18 + 20
  const top = legendAt + keys.length * 22 + 8
  const options = { width: plotWidth, height: plotHeight, scales: shared, colour }
  const bottom = points.length > 0 ? top + plotHeight + 36 : legendAt - 16
  const notes = lines(remarks(results, suite, drawn), width, fontSize)
  const height = bottom + 16 + notes.length * lineHeight + edge
  return svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'cnn-chart',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${suiteNames[suite]}: median latency against ${whose(points)} accuracy`,
      'font-family': 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    },
    style(),
    svg('rect', { width, height, ...fill('paper') }),
    ...heading.map(([line, look], i) => write(edge, edge + 14 + i * 18, line, look)),
    ...keys.map((row, i) => svg('g', { transform: `translate(${edge} ${legendAt + i * 22})` }, ...row)),
    ...(points.length > 0
      ? [
          svg('g', { class: 'panel', transform: `translate(${left} ${top})` }, ...drawPlot(points, options)),
          ...axisTitles(suite, points, { left: left + plotWidth / 2, middle: top + plotHeight / 2, bottom }),
        ]
      : []),
    ...notes.map((line, i) =>
      write(edge, bottom + 26 + i * lineHeight, line, { ...fill('muted'), 'font-size': fontSize }),
    ),
  )
}

// Implementation

const edge = 12
const titleSize = 16
const left = 62
const right = 14
const lineHeight = 15

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

function whose(points: readonly Point[]): string {
  const published = points.filter((point) => point.published).length
  return published === 0 ? 'measured' : published === points.length ? 'published' : 'measured or published'
}

interface Places {
  readonly left: number
  readonly middle: number
  readonly bottom: number
}

function axisTitles(suite: Suite, points: readonly Point[], at: Places): JSX.Element[] {
  const centred = { ...fill('ink'), 'font-size': 12, 'text-anchor': 'middle' }
  const where = { ...centred, transform: `translate(${edge + 10} ${at.middle}) rotate(-90)` }
  return [
    write(at.left, at.bottom + 4, 'median latency of one image, ms (logarithmic)', centred),
    write(0, 0, `${suiteNames[suite]} top-1, %, ${whose(points)}`, where),
  ]
}
