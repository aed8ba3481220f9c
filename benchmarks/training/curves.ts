/**
 * @file Draws the curves of training runs: accuracy on the training images as they went by, augmented, and on the test images.
 * Usage: node benchmarks/training/curves.ts FOLDER_OF_LOGS FILE.svg
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { scaleLinear } from 'd3-scale'

interface Epoch {
  readonly epoch: number
  readonly trainAccuracy: number
  readonly testAccuracy: number
}

const [folder, out] = process.argv.slice(2)
if (folder === undefined || out === undefined) throw new Error('usage: node benchmarks/training/curves.ts FOLDER_OF_LOGS FILE.svg')

const width = 360
const height = 260
const margin = { top: 40, right: 56, bottom: 44, left: 52 }
const colours = { test: '#0b5cad', train: '#8a8a8a' }

const runs = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .toSorted()
  .map((file) => ({
    name: basename(file, '.log.jsonl'),
    epochs: readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Epoch),
  }))

function panel(name: string, epochs: readonly Epoch[], left: number): string {
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
  return `<g transform="translate(${left} 0)"><text x="${margin.left}" y="22" font-weight="600" fill="#222">${name}: ${(last.testAccuracy * 100).toFixed(2)} % on the test images</text>
${grid.join('')}${ticks.join('')}<text x="${(margin.left + width - margin.right) / 2}" y="${height - 8}" text-anchor="middle">epoch</text>
${line('trainAccuracy', colours.train)}${line('testAccuracy', colours.test)}
${label(ends[0] + up, 'test', colours.test)}${label(ends[1] - up, 'training', colours.train)}</g>`
}

writeFileSync(
  out,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * runs.length} ${height}" width="${width * runs.length}" font-family="system-ui, sans-serif" font-size="12" fill="#555">
<rect width="100%" height="100%" fill="#fff"/>
${runs.map(({ name, epochs }, i) => panel(name, epochs, i * width)).join('\n')}
</svg>
`,
)
console.log(`drew ${runs.map(({ name }) => name).join(', ')} to ${out}`)
