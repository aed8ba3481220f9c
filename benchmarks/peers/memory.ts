/**
 * @file The peak memory of a page that runs one network, on each engine in a fresh browser, in turns. On Linux, whose
 * /proc says it.
 * Usage: node benchmarks/peers/memory.ts [--network resnet50] [--threads 1] [--rounds 3]
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { engineRoutes, findBrowser, serve, type Content } from '@cnn/bench/node'
import { writeTflite } from '@cnn/export'
import { fuse, select } from '@cnn/shapes'
import { hashedWeights, writeSafetensors } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { chromium, type Browser } from 'playwright-core'
import { build } from 'vite'
import { median } from './median.ts'
import { pickNetworks, pickNumbers } from './options.ts'
import type { MemoryEngine } from './page/memory.ts'

const { values } = parseArgs({
  options: {
    network: { type: 'string', default: 'resnet50' },
    threads: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
  },
})
const [network = ''] = pickNetworks(values.network)
const [threads = 1] = pickNumbers('--threads', values.threads)
const [rounds = 0] = pickNumbers('--rounds', values.rounds)
const engines = [
  'cnn-wasm',
  'cnn-wasm, small',
  'cnn-wasm, whole file',
  'litert-wasm',
  'nothing',
] as const satisfies readonly MemoryEngine[]
const inferences = 5

const net = select(zoo.find(({ id }) => id === network)!.build(), 'logits')
const weights = hashedWeights(net)
const file = (body: Uint8Array) => async (): Promise<Content> => ({ body, type: 'application/octet-stream' })
const routes = {
  ...engineRoutes(),
  '/file/weights.safetensors': file(writeSafetensors(weights)),
  '/file/weights.tflite': file(writeTflite(fuse({ net, weights }))),
}

const folder = await mkdtemp(join(tmpdir(), 'peers-'))
const found = await findBrowser()
try {
  const input = join(import.meta.dirname, 'page/memory.html')
  await build({
    root: join(import.meta.dirname, 'page'),
    base: './',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', rollupOptions: { input } },
  })
  await using server = await serve({ folder, routes })
  const peaks = engines.map((): number[] => [])
  const logits: number[][] = []
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < engines.length; turn++) {
      const i = (round + turn) % engines.length
      const [peak, own] = await measure(`${server.origin}/memory.html`, engines[i]!)
      peaks[i]!.push(peak)
      logits[i] = own
      console.log(`${network} ${engines[i]!}: ${peak.toFixed(0)} MiB`)
    }
  for (const own of logits.slice(1, -1)) checkLogits(logits[0]!, own)
  const medians = peaks.map(median)
  const theirs = medians[engines.indexOf('litert-wasm')]!
  for (const [i, engine] of engines.entries())
    console.log(`${engine}: ${medians[i]!.toFixed(0)} MiB, ${(medians[i]! / theirs).toFixed(2)} of LiteRT.js's`)
} finally {
  await rm(folder, { recursive: true })
}

/** MiB that the page's process held at most, from its start to the last inference, and the logits. */
async function measure(url: string, engine: MemoryEngine): Promise<[number, number[]]> {
  const browser = await chromium.launch({ executablePath: found.path, args: [...found.args] })
  try {
    const page = await (await browser.newContext()).newPage()
    await page.goto(url)
    await page.waitForFunction(() => 'memory' in window)
    const logits = await page.evaluate((asked) => window.memory.run(asked), { engine, network, threads, inferences })
    return [Math.max(...(await Promise.all((await renderers(browser)).map(peakOf)))), logits]
  } finally {
    await browser.close()
  }
}

/** The processes of pages. The browser holds an empty one ready, which is smaller than any that has a page. */
async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

/** The kernel's high-water mark of a process's resident memory, in MiB. */
async function peakOf(id: number): Promise<number> {
  const status = await readFile(`/proc/${id}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)![1]) / 1024
}

function checkLogits(first: readonly number[], second: readonly number[]): void {
  const largest = Math.max(...first.map(Math.abs))
  const apart = Math.max(...first.map((value, i) => Math.abs(value - second[i]!)))
  if (!(apart < 1e-4 * largest)) throw new Error(`logits differ by ${apart}, and the largest is ${largest}`)
}
