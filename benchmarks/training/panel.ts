/** @file The curve of one training run as SVG: accuracy on the training images as they went by, augmented, and on the test images. */

import { scaleLinear } from 'd3-scale'

// Public API

/** One line of a run's log. */
export interface Epoch {
  readonly epoch: number
  readonly loss: number
  readonly trainAccuracy: number
  readonly testAccuracy: number
  readonly seconds: number
}

export const width = 360
export const height = 260

/** A group of `width` × `height`, moved to its place. */
export function panel(name: string, epochs: readonly Epoch[], left = 0, top = 0): string {
  const x = scaleLinear([1, epochs.length], [margin.left, width - margin.right])
  const y = scaleLinear([0.2, 1], [height - margin.bottom, margin.top])
  const last = epochs.at(-1)!
  const line = (key: 'trainAccuracy' | 'testAccuracy', colour: string) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${epochs.map((one) => `${x(one.epoch).toFixed(1)},${y(one[key]).toFixed(1)}`).join(' ')}"/>`
  const grid = y
    .ticks(5)
    .map(
      (tick) =>
        `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(tick)}" y2="${y(tick)}" stroke="#e3e3e3"/>` +
        `<text x="${margin.left - 8}" y="${y(tick) + 4}" text-anchor="end">${Math.round(tick * 100)} %</text>`,
    )
  const ticks = x.ticks(5).map((tick) => `<text x="${x(tick)}" y="${height - margin.bottom + 18}" text-anchor="middle">${tick}</text>`)
  // The two ends are told apart by at least a line of text.
  const ends = [y(last.testAccuracy), y(last.trainAccuracy)] as const
  const apart = Math.max(0, 14 - Math.abs(ends[0] - ends[1])) / 2
  const up = ends[0] <= ends[1] ? -apart : apart
  const label = (at: number, text: string, colour: string) =>
    `<text x="${width - margin.right + 6}" y="${at + 4}" fill="${colour}">${text}</text>`
  return `<g transform="translate(${left} ${top})"><text x="${margin.left}" y="22" font-weight="600" fill="#222">${name}: ${(last.testAccuracy * 100).toFixed(2)} %</text>
${grid.join('')}${ticks.join('')}<text x="${(margin.left + width - margin.right) / 2}" y="${height - 8}" text-anchor="middle">epoch</text>
${line('trainAccuracy', colours.train)}${line('testAccuracy', colours.test)}
${label(ends[0] + up, 'test', colours.test)}${label(ends[1] - up, 'training', colours.train)}</g>`
}

/** A whole picture of panels, `columns` side by side. */
export function picture(runs: readonly { readonly name: string; readonly epochs: readonly Epoch[] }[], columns = 3): string {
  const across = Math.min(columns, runs.length)
  const size = { width: width * across, height: height * Math.ceil(runs.length / across) }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" font-family="system-ui, sans-serif" font-size="12" fill="#555">
<rect width="100%" height="100%" fill="#fff"/>
${runs.map(({ name, epochs }, i) => panel(name, epochs, width * (i % across), height * Math.floor(i / across))).join('\n')}
</svg>
`
}

// Implementation

const margin = { top: 40, right: 56, bottom: 44, left: 52 }
const colours = { test: '#0b5cad', train: '#8a8a8a' }
