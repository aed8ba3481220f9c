/**
 * @file Measures the same networks, weights and image on every engine of the browser, in turns in one run.
 * Usage: node benchmarks/peers/run.ts [--networks a,b] [--engines a,b] [--threads 1,2] [--rounds 7] [--each 2]
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { engineRoutes, findBrowser, serve } from '@cnn/bench/node'
import { chromium, type Browser } from 'playwright-core'
import { build } from 'vite'
import type { EngineName } from './page/engines.ts'
import type { Opened } from './page/main.ts'

const { values } = parseArgs({
  options: {
    networks: { type: 'string', default: 'alexnet,resnet18,resnet50,googlenet,densenet121,vgg16' },
    engines: { type: 'string', default: 'litert-wasm,ort-wasm,wasm' },
    threads: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '7' },
    each: { type: 'string', default: '2' },
  },
})
const list = (text: string) => text.split(',')
const [rounds, each] = [Number(values.rounds), Number(values.each)]

const folder = await mkdtemp(join(tmpdir(), 'peers-'))
const found = await findBrowser()
try {
  await build({
    root: join(import.meta.dirname, 'page'),
    base: './',
    logLevel: 'error',
    // tfjs starts its threads from the source text of a function that is wrong after minification.
    build: { outDir: folder, emptyOutDir: true, minify: false, target: 'es2023', chunkSizeWarningLimit: 4000 },
  })
  const server = await serve({ folder, routes: engineRoutes() })
  for (const threads of list(values.threads).map(Number))
    for (const network of list(values.networks)) {
      // A browser for each, since memory is given back with it.
      const browser = await chromium.launch({ executablePath: found.path, args: [...found.args] })
      await compare(browser, `${server.origin}/index.html`, network, threads)
      await browser.close()
    }
  await server.close()
} finally {
  await rm(folder, { recursive: true })
}

async function compare(browser: Browser, url: string, network: string, threads: number) {
  const names = list(values.engines) as EngineName[]
  const pages = await Promise.all(names.map(async () => (await browser.newContext()).newPage()))
  const opened: Opened[] = []
  for (const [i, name] of names.entries()) {
    const page = pages[i]!
    page.on('console', (message) => message.type() === 'error' && console.error(`  ${name}: ${message.text()}`))
    await page.goto(url)
    await page.waitForFunction(() => 'peers' in window)
    opened.push(
      await page.evaluate(([name, network, threads]) => window.peers.open(name, network, threads), [
        name,
        network,
        threads,
      ] as const),
    )
  }
  const largest = Math.max(...opened[0]!.logits.map(Math.abs))
  const times = names.map((): number[] => [])
  for (let round = 0; round < rounds; round++)
    for (const i of names.keys()) {
      const [, ...measured] = await pages[i]!.evaluate((count) => window.peers.infer(count), each + 1)
      times[i]!.push(median(measured))
    }
  for (const [i, name] of names.entries()) {
    const { start, place, first, threads: had, logits } = opened[i]!
    const off = Math.max(...logits.map((value, j) => Math.abs(value - opened[0]!.logits[j]!))) / largest
    const ratio = median(times[i]!.map((time, round) => time / times[0]![round]!))
    console.log(
      [
        network,
        name,
        `${threads}/${had} threads`,
        `${median(times[i]!).toFixed(1)} ms`,
        `${ratio.toFixed(2)}×`,
        `starts ${start.toFixed(0)} + ${place.toFixed(0)} + ${first.toFixed(0)} ms`,
        `off ${off.toExponential(1)}`,
      ].join('\t'),
    )
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
