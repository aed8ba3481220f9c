/** @file What a user's project holds in each bundler: the same cases, run in the page and in a Web Worker. */

const image = 'Float32Array.from({ length: 3072 }, (_, i) => Math.sin(i))'

/** `bytesOf` and `startTfjs` are the surroundings' own ways to a file and to tfjs. */
const cases = `
import { params } from '@cnn/shapes'
import { readSafetensors, readWeights } from '@cnn/weights'
import { createModel } from '@cnn/wasm'
import { resnet20, resnet50 } from '@cnn/zoo'

const told = async (one) => {
  try { return await one() } catch (error) { return String(error?.stack ?? error) }
}
export const cases = async ({ bytesOf, trained, keras, tfjs, absent }) => {
  const image = ${image}
  const weights = async () => readSafetensors(await bytesOf(trained)).weights
  return {
    shapes: await told(() => params(resnet50())),
    keras: await told(async () => [...(await readWeights(await bytesOf(keras))).weights.get('fc/bias').data]),
    wasm: await told(async () => [...(await (await createModel(resnet20(), await weights())).predict(image)).logits]),
    ...(tfjs && {
      tfjs: await told(async () => [...(await (await tfjs(resnet20(), await weights())).predict(image)).logits]),
    }),
    ...(absent && { absent: await told(() => absent(bytesOf)) }),
  }
}
`

/** Of tfjs's backends the project has those for WASM and plain JavaScript alone. */
const tfjs = `
import { perform } from '@cnn/bench'
import { createModel } from '@cnn/tfjs'
import { startBackend } from '@cnn/tfjs/backend'
const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm']
const origin = globalThis.location?.origin
const wasmPaths = Object.fromEntries(names.map((name) => [name, origin + '/' + name]))
export const tfjs = async (net, weights) => {
  await startBackend('wasm', origin ? { wasmPaths } : {})
  return createModel(net, weights)
}
export const absent = async (read) =>
  (await perform({ kind: 'latency', network: 'lenet5', backend: 'webgl', budget: 10 }, { read })).reason
`

const inBrowser = `
import { cases } from './cases.js'
import { absent, tfjs } from './tfjs.js'
import trained from './trained.js'
const bytesOf = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer())
export const run = () => cases({ bytesOf, trained, tfjs, absent, keras: location.origin + '/tiny-weights.h5' })
`

const worker = `
import { run } from './run.js'
postMessage(await run())
`

const page = `
import { run } from './run.js'
const page = await run()
const answer = () => new Promise((resolve) => {
  const worker = new Worker(new URL('./background.js', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }) => resolve(data)
  worker.onerror = (event) => resolve({ shapes: event.message ?? 'the worker did not start' })
})
globalThis.outcome = { page, worker: await answer(), isolated: crossOriginIsolated }
`

const inNode = `
const { readFile } = await import('node:fs/promises')
const { cases } = await import('../cases.js')
const { tfjs } = await import('../tfjs.js')
const { default: trained } = await import('@cnn/trained/urls/resnet20')
const keras = 'public/tiny-weights.h5'
console.log(JSON.stringify(await cases({ bytesOf: readFile, trained, tfjs, keras })))
`

/** The address of trained weights: as it is written for most, and as esbuild's loader gives it. */
const byUrl = `export { default } from '@cnn/trained/urls/resnet20'\n`
const byLoader = `import file from '@cnn/trained/files/resnet20.safetensors'
export default new URL(file, import.meta.url)\n`

const html = (head = '') =>
  `<!doctype html><meta charset="utf-8"><title>@cnn</title>${head}<script type="module" src="./page.js"></script>\n`

const sources = (trained: string, withTfjs: string): Record<string, string> => ({
  'cases.js': cases,
  'tfjs.js': withTfjs,
  'run.js': inBrowser,
  'background.js': worker,
  'page.js': page,
  'trained.js': trained,
})

const within = (folder: string, files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))

/** Opens each address in turn, and prints what its page computed and asked for, a line each. */
const browse = `
import { findBrowser } from '@cnn/bench/node'
import { chromium } from 'playwright-core'
const { path, args } = await findBrowser({})
const browser = await chromium.launch({ executablePath: path, args })
for (const address of process.argv.slice(2)) {
  const page = await browser.newPage()
  const said = []
  page.on('pageerror', (error) => said.push(String(error)))
  page.on('console', (message) => said.push(message.text()))
  const paths = []
  page.on('request', (request) => paths.push(new URL(request.url()).pathname))
  await page.goto(address)
  const ended = page.waitForFunction(() => globalThis.outcome, undefined, { timeout: 40_000 })
  await ended.catch((error) => said.unshift(String(error)))
  const outcome = await page.evaluate(() => globalThis.outcome)
  console.log(JSON.stringify({ outcome, said: said.slice(0, 5).join(' | '), paths }))
  await page.close()
}
await browser.close()
`

/** Every file of the project, by its path there. */
export const programs = (importMap: string): Record<string, string> => ({
  ...within('src', { ...sources(byUrl, tfjs), 'index.html': html() }),
  ...within('esbuild', sources(byLoader, tfjs)),
  ...within('map', {
    ...sources(byUrl, 'export const tfjs = undefined, absent = undefined\n'),
    'index.html': html(importMap),
  }),
  'src/node/run.mjs': inNode,
  'src/node/run.cjs': `require('@cnn/shapes')
const trained = require('@cnn/trained/urls/resnet20').default
const { readFileSync } = require('node:fs')
const { cases } = require('../cases.js')
const { tfjs } = require('../tfjs.js')
const keras = 'public/tiny-weights.h5'
cases({ bytesOf: readFileSync, trained, tfjs, keras }).then((all) => console.log(JSON.stringify(all)))\n`,
  'browse.mjs': browse,
  'dev.mjs': `import { createServer } from 'vite'
const server = await (await createServer()).listen()
console.log(server.resolvedUrls.local[0])\n`,
  'app/layout.js': `export default ({ children }) => <html lang="en"><body>{children}</body></html>\n`,
  'app/page.js': `'use client'
import { useEffect } from 'react'
export default function Page() { useEffect(() => void import('../src/page.js'), []) }\n`,
  'next.config.mjs': `export default { output: 'export', distDir: 'out/next' }\n`,
  'vite.config.js': `const headers = {
  'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
export default { root: 'src', publicDir: '../public', worker: { format: 'es' }, server: { headers },
  build: { outDir: '../out/vite', target: 'es2023', assetsInlineLimit: 0 } }\n`,
  'webpack.config.mjs': `import webpack from 'webpack'
const [from, to] = process.argv.slice(2)
const output = { path: process.cwd() + '/' + to, filename: 'page.js' }
webpack({ mode: 'production', entry: './' + from + '/page.js', output,
  performance: { hints: false } }, (error, stats) => {
  const faults = error ? [error] : stats.toJson({ errors: true }).errors
  for (const fault of faults) console.error(fault.message)
  process.exitCode = Number(faults.length > 0)
})\n`,
  'rollup.config.mjs': `import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets'
const input = {
  page: 'src/page.js', background: 'src/background.js', 'cnn-hdf5-worker': '@cnn/weights/hdf5-worker' }
const plugins = [
  resolve({ browser: true }), commonjs(), importMetaAssets({ include: '**/trained/**' }), terser({ module: true })]
export default { input, plugins,
  output: { dir: 'out/rollup', entryFileNames: '[name].js', format: 'es' } }\n`,
})
