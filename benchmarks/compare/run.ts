/**
 * @file Whether `cnn compare` finds what is there and nothing else, on samples that were measured here.
 * Usage: node benchmarks/compare/run.ts [BEFORE.json AFTER.json]
 * Two results of `cnn bench --baseline` of one and the same build take the place of samples.json.
 */

import { readFile, writeFile } from 'node:fs/promises'
import { compare, describe, parseResults, verdicts, type Cell, type Results, type Verdict } from '@cnn/bench'
import { uniform } from '@cnn/shapes'

/** Of one build, measured in turns: of each page 200 samples at most, in milliseconds, spread evenly over its time. */
interface Measured {
  readonly network: string
  readonly backend: Cell['backend']
  readonly rounds: readonly (readonly [Page, Page])[]
}

type Page = readonly number[]

const trials = 100
const kept = 200

const here = new URL('samples.json', import.meta.url)
const [before, after] = process.argv.slice(2)
if (before && after) await writeFile(here, `${JSON.stringify(await thinned(before, after))}\n`)
const measured: Measured[] = JSON.parse(await readFile(here, 'utf8'))

for (const { network, backend, rounds } of measured)
  console.log(`${network} on ${backend}: pages differ by ${(spreadOf(rounds.flat()) * 100).toFixed(1)} %`)
console.log(`\n${trials} cells each`)
for (const [name, draw, factor] of [
  ['one build, in turns', turns, 1],
  ['5 % slower, in turns', turns, 1.05],
  ['one build, two runs', runs, 1],
  ['30 % slower, two runs', runs, 1.3],
] as const) {
  const found = Array.from({ length: trials }, (_, trial) => draw(trial, factor))
  const counts = verdicts.map((verdict) => `${verdict} ${found.filter((one) => one === verdict).length}`)
  console.log(`${name.padEnd(22)} ${counts.join(', ')}`)
}

/** In each round a lot decides which of the two pages is the later build's. */
function turns(trial: number, factor: number): Verdict {
  const { rounds } = measured[trial % measured.length]!
  const random = uniform(`turns/${trial}`)
  const pairs = rounds.map((pair, i) => (random(i) < 0.5 ? pair : pair.toReversed()))
  const [was, is] = [0, 1].map((side) => pairs.map((pair) => pair[side]!))
  return compare(resultsOf([was!], true), resultsOf([slower(is!, factor)], true)).cells[0]!.verdict
}

/**
 * A run has one page of each cell: the first run's are of the first half of the time, the second run's of the second.
 * One of the cells, by turns, is the slower one, and its verdict counts.
 */
function runs(trial: number, factor: number): Verdict {
  const random = uniform(`runs/${trial}`)
  const drawn = measured.map(({ rounds }, i): [Page, Page] => {
    const half = Math.floor(rounds.length / 2)
    const pick = (from: number, lot: number) =>
      rounds[from + Math.floor(random(lot) * half)]![random(lot + 1) < 0.5 ? 0 : 1]
    return [pick(0, 4 * i), pick(half, 4 * i + 2)]
  })
  const at = trial % measured.length
  const was = drawn.map(([page]) => [page])
  const is = drawn.map(([, page], i) => slower([page], i === at ? factor : 1))
  return compare(resultsOf(was, false), resultsOf(is, false)).cells[at]!.verdict
}

function slower(pages: readonly Page[], factor: number): Page[] {
  return pages.map((page) => page.map((sample) => sample * factor))
}

/** Of each cell the pages. */
function resultsOf(cells: readonly (readonly Page[])[], inTurns: boolean): Results {
  const environment = { date: '', commit: null, versions: {}, system: '', processor: '', cores: 1, browser: null }
  const run = { version: 1 as const, environment, budget: 1, seed: 1, complete: true, cells: cells.map(cellOf) }
  return inTurns ? { ...run, beside: 'one' } : run
}

function cellOf(pages: readonly Page[], i: number): Cell {
  const samples = pages.flat()
  const samplesPerTurn = pages.map(({ length }) => [length])
  const of = { download: 0, setup: 0, first: 0, samples, samplesPerTurn }
  return {
    network: String(i),
    suite: 'cifar10',
    backend: 'wasm',
    input: [32, 32, 3],
    parameters: 1,
    macs: 1,
    weights: 'random',
    status: 'measured',
    latency: { ...of, ...describe(samples) },
  }
}

/** The standard deviation of the logarithm of the pages' medians. */
function spreadOf(pages: readonly Page[]): number {
  return describe(pages.map((page) => 10 + Math.log(describe(page).median))).deviation
}

async function thinned(one: string, other: string): Promise<Measured[]> {
  const [was, is] = await Promise.all(
    [one, other].map(async (path) => parseResults(await readFile(path, 'utf8'), path)),
  )
  return is!.cells.flatMap((cell): Measured[] => {
    const { network, backend } = cell
    const twin = was!.cells.find((own) => own.network === network && own.backend === backend)
    if (!cell.latency || !twin?.latency) return []
    const [theirs, own] = [pagesOf(twin.latency), pagesOf(cell.latency)]
    return [{ network, backend, rounds: theirs.map((page, i) => [page, own[i]!] as const) }]
  })
}

function pagesOf({ samples, samplesPerTurn = [[samples.length]] }: NonNullable<Cell['latency']>): Page[] {
  let from = 0
  return samplesPerTurn.map((counts) => {
    const page = samples.slice(from, (from += counts.reduce((sum, one) => sum + one, 0)))
    const count = Math.min(kept, page.length)
    return Array.from({ length: count }, (_, i) => page[Math.floor((i * page.length) / count)]!)
  })
}
