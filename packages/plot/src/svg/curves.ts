/**
 * @file The curves of training runs as SVG: accuracy on the training images as they went by, augmented, and on the test
 * images.
 */

import { scaleLinear } from 'd3-scale'
import { escapeXml } from '@cnn/shapes'

// Public API

/** What one epoch of training reached. */
export interface TrainedEpoch {
  /** From 1. */
  readonly epoch: number
  /** Shares, 0 to 1. */
  readonly trainAccuracy: number
  readonly testAccuracy: number
}

/** A training to draw; `name` is its title. */
export interface TrainingRun {
  readonly name: string
  readonly epochs: readonly TrainedEpoch[]
}

/** A panel for each run, `columns` side by side. Throws RangeError for no run, and for a run without an epoch. */
export function curves(runs: readonly TrainingRun[], { columns = 3 }: { readonly columns?: number } = {}): string {
  if (runs.length === 0) throw new RangeError('there is no run to draw')
  const across = Math.min(columns, runs.length)
  const size = { width: width * across, height: height * Math.ceil(runs.length / across) }
  const panels = runs.map((run, i) => panel(run, width * (i % across), height * Math.floor(i / across)))
  const look = 'font-family="system-ui, sans-serif" font-size="12" fill="#555"'
  const box = `viewBox="0 0 ${size.width} ${size.height}" width="${size.width}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} ${look}>
<rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
</svg>
`
}

// Implementation

const width = 360
const height = 260
const margin = { top: 40, right: 56, bottom: 44, left: 52 }
const colours = { test: '#0b5cad', train: '#8a8a8a' }

function panel({ name, epochs }: TrainingRun, left: number, top: number): string {
  const last = epochs.at(-1)
  if (!last) throw new RangeError(`the run ${name} has no epoch to draw`)
  const lowest = Math.min(...epochs.flatMap(({ trainAccuracy, testAccuracy }) => [trainAccuracy, testAccuracy]))
  const x = scaleLinear([1, Math.max(2, epochs.length)], [margin.left, width - margin.right])
  const y = scaleLinear([Math.min(0.9, Math.floor(lowest * 10) / 10), 1], [height - margin.bottom, margin.top])
  const line = (key: 'trainAccuracy' | 'testAccuracy', colour: string) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="2" ` +
    `points="${epochs.map((one) => `${x(one.epoch).toFixed(1)},${y(one[key]).toFixed(1)}`).join(' ')}"/>`
  const dot = (key: 'trainAccuracy' | 'testAccuracy', colour: string) =>
    `<circle cx="${x(last.epoch).toFixed(1)}" cy="${y(last[key]).toFixed(1)}" r="2.5" fill="${colour}"/>`
  const grid = y
    .ticks(5)
    .map(
      (tick) =>
        `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(tick).toFixed(1)}" ` +
        `y2="${y(tick).toFixed(1)}" stroke="#e3e3e3"/>` +
        `<text x="${margin.left - 8}" y="${(y(tick) + 4).toFixed(1)}" ` +
        `text-anchor="end">${Math.round(tick * 100)} %</text>`,
    )
  const ticks = x
    .ticks(Math.min(5, epochs.length))
    .filter(Number.isInteger)
    .map(
      (tick) =>
        `<text x="${x(tick).toFixed(1)}" y="${height - margin.bottom + 18}" text-anchor="middle">${tick}</text>`,
    )
  // The two ends are told apart by at least a line of text.
  const ends = [y(last.testAccuracy), y(last.trainAccuracy)] as const
  const apart = Math.max(0, 14 - Math.abs(ends[0] - ends[1])) / 2
  const up = ends[0] <= ends[1] ? -apart : apart
  const label = (at: number, text: string, colour: string) =>
    `<text x="${(x(last.epoch) + 6).toFixed(1)}" y="${(at + 4).toFixed(1)}" fill="${colour}">${text}</text>`
  const title = `${escapeXml(name)}: ${(last.testAccuracy * 100).toFixed(2)} %`
  const middle = (margin.left + width - margin.right) / 2
  const lines = line('trainAccuracy', colours.train) + line('testAccuracy', colours.test)
  const dots = dot('trainAccuracy', colours.train) + dot('testAccuracy', colours.test)
  const head = `<text x="${margin.left}" y="22" font-weight="600" fill="#222">${title}</text>`
  return `<g transform="translate(${left} ${top})">${head}
${grid.join('')}${ticks.join('')}<text x="${middle}" y="${height - 8}" text-anchor="middle">epoch</text>
${lines}${dots}
${label(ends[0] + up, 'test', colours.test)}${label(ends[1] - up, 'training', colours.train)}</g>`
}
