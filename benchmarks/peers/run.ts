/**
 * @file Measures the same networks, weights and image on every engine of the browser, in turns in one run, and writes
 * peers.json and peers.md. A network is measured anew where it is named; what the files hold of others stays.
 * Usage: node benchmarks/peers/run.ts [--networks a,b] [--engines a,b] [--threads 1,2] [--rounds 7] [--each 2] [--out
 * FOLDER]
 */

import { readFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { engineRoutes, findBrowser, serve } from '@cnn/bench/node'
import { build } from 'vite'
import { measure, type Measured } from './measure.ts'
import { pickEngines, pickNetworks, pickNumbers } from './options.ts'
import { median } from './median.ts'
import { markdown } from './ratios.ts'

const { values } = parseArgs({
  options: {
    networks: { type: 'string', default: 'alexnet,resnet18,resnet50,googlenet,densenet121,vgg16' },
    engines: { type: 'string', default: 'cnn-wasm,litert-wasm,ort-wasm,wasm' },
    threads: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '7' },
    each: { type: 'string', default: '2' },
    out: { type: 'string', default: import.meta.dirname },
  },
})
const networks = pickNetworks(values.networks)
const engines = pickEngines(values.engines)
const threads = pickNumbers('--threads', values.threads)
const [rounds = 0] = pickNumbers('--rounds', values.rounds)
const [each = 0] = pickNumbers('--each', values.each)

const folder = await mkdtemp(join(tmpdir(), 'peers-'))
const found = await findBrowser()
await mkdir(values.out, { recursive: true })
try {
  await build({
    root: join(import.meta.dirname, 'page'),
    base: './',
    logLevel: 'error',
    // tfjs starts its threads from the source text of a function that is wrong after minification.
    build: { outDir: folder, emptyOutDir: true, minify: false, target: 'es2023', chunkSizeWarningLimit: 4000 },
  })
  const server = await serve({ folder, routes: engineRoutes() })
  for (const asked of threads)
    for (const network of networks) {
      const some = await measure(
        found,
        `${server.origin}/index.html`,
        { network, engines, threads: asked },
        { rounds, each },
      )
      for (const { engine, threads: used, rounds: times, place, first, difference } of some) {
        const speed = `${median(times).toFixed(1)} ms, ready after ${(place + first).toFixed(0)} ms`
        console.log(`${network} ${engine} ${used}/${asked} threads: ${speed}, off by ${difference.toExponential(1)}`)
      }
      await write(some)
    }
  await server.close()
} finally {
  await rm(folder, { recursive: true })
}

/** After every network, so that an end before time loses one only. */
async function write(some: readonly Measured[]): Promise<void> {
  const file = join(values.out, 'peers.json')
  const before: { measured: Measured[] } = await readFile(file, 'utf8').then(JSON.parse, () => ({ measured: [] }))
  const [{ network, threadsAsked }] = some as [Measured]
  const kept = before.measured.filter((one) => one.network !== network || one.threadsAsked !== threadsAsked)
  const measured = [...kept, ...some].toSorted(
    (a, b) => a.threadsAsked - b.threadsAsked || networks.indexOf(a.network) - networks.indexOf(b.network),
  )
  const environment = { date: new Date().toISOString(), processor: cpus()[0]?.model, cores: cpus().length }
  await writeFile(file, `${JSON.stringify({ environment, measured }, null, 1)}\n`)
  await writeFile(join(values.out, 'peers.md'), markdown(measured))
}
