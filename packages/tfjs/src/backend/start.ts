/** @file Starts a tfjs backend, or says why this machine has none. */

import { CnnError } from '@cnn/shapes'
import { env, ready, setBackend } from '@tensorflow/tfjs-core'
import type { Device } from './device.ts'
import { gpuAdapter, glRenderer } from './gpu.ts'
import { guardMemory } from './wasm-memory.ts'

// Public API

/** The backends of tfjs that networks run on here. */
export type BackendName = 'wasm' | 'webgl' | 'webgpu' | 'cpu'

/** This machine does not have the backend; the message says why. */
export class AbsentError extends CnnError {
  override name = 'AbsentError'
}

/** Where the files of a backend are, and how many threads it has. */
export interface StartOptions {
  /** Threads for WASM to compute with; absent, one for each core. Without cross-origin isolation there is one. */
  readonly threads?: number
  /** Where a page finds the WASM binaries, by file name; Node finds them itself. */
  readonly wasmPaths?: Readonly<Record<string, string>>
}

/** Makes a backend the current one. Throws AbsentError where there is none. */
export async function startBackend(name: BackendName, options: StartOptions = {}): Promise<Device> {
  return starters[name](options)
}

// Implementation

const starters: { readonly [Name in BackendName]: (options: StartOptions) => Promise<Device> } = {
  wasm: startWasm,
  webgl: async () => {
    const renderer = glRenderer()
    if (renderer === null) throw new AbsentError('this browser gives no WebGL 2 context')
    // Each import stands in a `try` of its own, as written out: so webpack and esbuild know that it may be missing.
    try {
      await import('@tensorflow/tfjs-backend-webgl')
    } catch (error) {
      throw notInstalled('webgl', error)
    }
    await activate('webgl')
    return { ...renderer, float32: env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') }
  },
  webgpu: async () => {
    // Asked first, since the backend itself dies on a missing adapter without saying so (tfjs#8094).
    const adapter = await gpuAdapter()
    if (typeof adapter === 'string') throw new AbsentError(adapter)
    try {
      await import('@tensorflow/tfjs-backend-webgpu')
    } catch (error) {
      throw notInstalled('webgpu', error)
    }
    await activate('webgpu')
    return adapter
  },
  cpu: async () => {
    try {
      await import('@tensorflow/tfjs-backend-cpu')
    } catch (error) {
      throw notInstalled('cpu', error)
    }
    await activate('cpu')
    return { name: 'plain JavaScript', software: false }
  },
}

async function startWasm({ threads, wasmPaths }: StartOptions): Promise<Device> {
  if (typeof WebAssembly === 'undefined') throw new AbsentError('this browser has no WebAssembly')
  const wasm = await loadWasm()
  if (wasmPaths) wasm.setWasmPaths(wasmPaths)
  // tfjs makes its threads from the source text of a function. Minified, that text names what a worker does not have,
  // and tfjs would wait for its threads for ever: so it is told to do without.
  const minified = !String(wasm.setThreadsCount).includes('\n')
  if (minified) env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  // Outside an isolated page, and always in Node, tfjs has one thread.
  const asked = globalThis.crossOriginIsolated ? (threads ?? navigator.hardwareConcurrency) : 1
  const several = asked > 1 && !minified
  if (several) wasm.setThreadsCount(asked)
  await activate('wasm')
  guardMemory()
  return {
    name: 'WebAssembly',
    software: false,
    threads: several ? wasm.getThreadsCount() : 1,
    threadsAsked: asked,
    simd: (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true,
  }
}

async function loadWasm() {
  try {
    return await import('@tensorflow/tfjs-backend-wasm')
  } catch (error) {
    throw notInstalled('wasm', error)
  }
}

/** Node and browsers say in words of their own that a module is not there; the cause holds them. */
const notInstalled = (name: BackendName, cause: unknown): AbsentError =>
  new AbsentError(`the ${name} backend could not be loaded: npm i @tensorflow/tfjs-backend-${name}`, { cause })

async function activate(name: string): Promise<void> {
  if (!(await setBackend(name))) throw new Error(`tfjs could not start its ${name} backend`)
  await ready()
}
