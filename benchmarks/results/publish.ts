/**
 * @file Puts a run of the benchmark into the repository: its results, charts and whole table here, one row a network in
 * the README.
 * Usage: pnpm bench && node benchmarks/results/publish.ts [FOLDER]
 */

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chart, markdownTable } from '@cnn/report'
import { parseResults, suites, type Results } from '@cnn/bench'
import { shortTable } from './short-table.ts'

const here = import.meta.dirname
const root = join(here, '../..')
const folder = process.argv[2] ?? join(root, 'bench-results')
const file = join(folder, 'results.json')
const results = parseResults(readFileSync(file, 'utf8'), file)
if (!results.complete) throw new Error(`${file} is of a run that was not complete`)

if (file !== join(here, 'results.json')) copyFileSync(file, join(here, 'results.json'))
for (const suite of suites) writeFileSync(join(here, `${suite}.svg`), chart(results, { suite }))
writeFileSync(join(here, 'README.md'), whole(results))

const readme = join(root, 'README.md')
const text = readFileSync(readme, 'utf8')
const between = /(<!-- results -->\n).*(<!-- \/results -->)/s
if (!between.test(text)) throw new Error('the README has no place for results')
writeFileSync(readme, text.replace(between, (_, start: string, end: string) => `${start}${short(results)}${end}`))
console.log(`published ${file}`)

function short(all: Results): string {
  return `
![Latency against accuracy on CIFAR-10: a colour a network, a form a backend](benchmarks/results/cifar10.svg)

${where(all)}
Top-1 is of all 10,000 test images; in *italics*, as published for ImageNet and not measured here.
[The whole table](benchmarks/results) has every backend, setup, percentiles and intervals${
    all.cells.some(({ doubts = [] }) => doubts.length > 0)
      ? ', and why the run does not trust what is marked `?`'
      : ''
  }.

${shortTable(all)}

`
}

function whole(all: Results): string {
  return `# What \`pnpm bench\` measured

${where(all)} Software renderers show that the same labels come out, and nothing of a GPU's speed.
Every sample is in [results.json](results.json).
Charts: [CIFAR-10](cifar10.svg), and [ImageNet](imagenet.svg) against *published* accuracy.
\`node benchmarks/results/publish.ts\` made this page from a run.

${markdownTable(all)}
`
}

function where({ environment, cells }: Results): string {
  const { date, commit, processor, cores, browser, system } = environment
  const program = browser && `${browser.name} ${browser.version}`
  const on = [processor, `${cores} logical cores`, system.split(' ')[0], program]
  const software = cells.some(({ device }) => device?.software)
  return (`Measured by \`pnpm bench\` on ${on.filter(Boolean).join(', ')}, on ${date.slice(0, 10)} at ` +
`commit \`${commit}\`.${
    software ? '\nThat machine has no GPU: WebGL and WebGPU ran on a **software renderer**.' : ''
  }`)
}
