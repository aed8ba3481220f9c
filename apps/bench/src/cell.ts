/** @file The page of one cell: it performs one task, for a command line that drives the browser or for the page that holds it in a frame. */

import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import wasmThreadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import { perform, type Outcome, type Platform, type Task } from '@cnn/bench'

declare global {
  interface Window {
    /** Absent until the page has loaded. Call it once: a second task would find everything warm. */
    cnnPerform?: (task: Task, progress?: (message: string) => void) => Promise<Outcome>
  }
}

const platform: Platform = {
  wasmPaths: {
    'tfjs-backend-wasm.wasm': wasm,
    'tfjs-backend-wasm-simd.wasm': wasmSimd,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmThreadedSimd,
  },
  async read(url) {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}`)
    return new Uint8Array(await response.arrayBuffer())
  },
}

window.cnnPerform = async (task, progress) => perform(task, platform, progress)
