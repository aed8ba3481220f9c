/**
 * @file One job, a picture classified on WASM, written for each engine and built alone by each bundler: what its page
 * loads, and that all give the same logits.
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

// Public API

/** A page for each engine, and what writes the files of weights that they fetch. */
export function sizePrograms(): Record<string, string> {
  const pages = Object.entries(engines).map(([name, program]) => [`size/${name}/page.js`, `${image}${program}`])
  const html = Object.keys(engines).map((name) => [`size/${name}/index.html`, page])
  return { ...Object.fromEntries([...pages, ...html]), 'weights.mjs': weights }
}

/** The folder of each engine's page, and the engine as a title. */
export const engineTitles: Readonly<Record<string, string>> = {
  'cnn-wasm': '@cnn/wasm',
  'cnn-tfjs': '@cnn/tfjs, wasm',
  'tfjs-layers': 'tfjs-layers, wasm',
}

export interface Loaded {
  readonly scripts: number
  readonly binaries: number
}

/** Kilobytes, gzip, of the scripts and WebAssembly among the paths that a page has asked for. */
export async function loadedBy(paths: readonly string[], folders: readonly string[]): Promise<Loaded> {
  const sum = { scripts: 0, binaries: 0 }
  for (const path of new Set(paths)) {
    const kind = path.endsWith('.js') ? 'scripts' : path.endsWith('.wasm') ? 'binaries' : undefined
    if (kind) sum[kind] += gzipSync(await firstOf(path, folders)).length / 1000
  }
  return sum
}

// Implementation

async function firstOf(path: string, folders: readonly string[]): Promise<Buffer> {
  for (const folder of folders) {
    const found = await readFile(join(folder, path)).catch(() => undefined)
    if (found) return found
  }
  throw new Error(`${path} is in none of ${folders.join(', ')}`)
}

const page = `<!doctype html><meta charset="utf-8"><title>size</title><script type="module" src="./page.js"></script>\n`

/** As in the cases of the matrix. */
const image = 'const image = Float32Array.from({ length: 3072 }, (_, i) => Math.sin(i))\n'

const binaries = `
const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm']
const wasmPaths = Object.fromEntries(names.map((name) => [name, location.origin + '/' + name]))
`

const ours = `
const file = new Uint8Array(await (await fetch('/resnet20.safetensors')).arrayBuffer())
const model = await createModel(resnet20(), readSafetensors(file).weights)
globalThis.outcome = [...(await model.predict(image)).logits]
`

const engines: Readonly<Record<string, string>> = {
  'cnn-wasm': `
import { createModel } from '@cnn/wasm'
import { readSafetensors } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
${ours}`,
  'cnn-tfjs': `
import { createModel } from '@cnn/tfjs'
import { startBackend } from '@cnn/tfjs/backend'
import { readSafetensors } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
${binaries}
await startBackend('wasm', { wasmPaths })
${ours}`,
  // As its documentation has it; threads off, or a minified and isolated page would wait for ever.
  'tfjs-layers': `
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { env, setBackend, tensor4d } from '@tensorflow/tfjs-core'
import { loadLayersModel } from '@tensorflow/tfjs-layers'
${binaries}
env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
setWasmPaths(wasmPaths)
await setBackend('wasm')
const model = await loadLayersModel('/resnet20/model.json')
globalThis.outcome = [...await model.predict(tensor4d(image, [1, 32, 32, 3])).data()]
`,
}

const weights = `
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { writeLayersModel } from '@cnn/export'
import trained from '@cnn/trained/urls/resnet20'
import { readSafetensors } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
await mkdir('public/resnet20', { recursive: true })
await copyFile(trained, 'public/resnet20.safetensors')
const { weights } = readSafetensors(await readFile(trained))
for (const [name, data] of Object.entries(writeLayersModel({ net: resnet20(), weights })))
  await writeFile('public/resnet20/' + name, data)
`
