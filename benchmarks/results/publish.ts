/**
 * @file Puts a run of the benchmark into the repository: its results and charts here, its table and environment in the README.
 * Usage: pnpm bench && node benchmarks/results/publish.ts [FOLDER]
 */

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chart, markdownTable } from '@cnn/report'
import { parseResults, suites, type Results } from '@cnn/bench'

const here = import.meta.dirname
const root = join(here, '../..')
const folder = process.argv[2] ?? join(root, 'bench-results')
const file = join(folder, 'results.json')
const results = parseResults(readFileSync(file, 'utf8'), file)
if (!results.complete) throw new Error(`${file} is of a run that was not complete`)

copyFileSync(file, join(here, 'results.json'))
for (const suite of suites) writeFileSync(join(here, `${suite}.svg`), chart(results, { suite }))

const readme = join(root, 'README.md')
const text = readFileSync(readme, 'utf8')
const between = /(<!-- results -->\n).*(<!-- \/results -->)/s
if (!between.test(text)) throw new Error('the README has no place for results')
writeFileSync(readme, text.replace(between, (_, start: string, end: string) => `${start}${section(results)}${end}`))
console.log(`published ${file}`)

function section({ environment, ...rest }: Results): string {
  const { date, commit, processor, cores, browser, system } = environment
  const where = [processor, `${cores} logical cores`, system.split(' ')[0], browser && `${browser.name} ${browser.version}`].filter(Boolean)
  return `
What \`pnpm bench\` printed on ${where.join(', ')}, on ${date.slice(0, 10)} at commit \`${commit}\`. That machine has no GPU: WebGL and WebGPU
ran on a **software renderer**, so their rows show that the same labels come out, and nothing of a GPU's speed.

![Median latency against measured accuracy on CIFAR-10, one panel for each backend](benchmarks/results/cifar10.svg)

${markdownTable({ environment, ...rest })}

All samples and figures: [results.json](benchmarks/results/results.json). The ImageNet networks as a chart, against *published* accuracy:
[imagenet.svg](benchmarks/results/imagenet.svg).

`
}
