/** @file Every network in the browser: WebGL and WebGPU. */

import '@tensorflow/tfjs-backend-webgl'
import '@tensorflow/tfjs-backend-webgpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import wasmThreadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import { zoo } from '@cnn/zoo'
import { everyNetwork } from './every-network.ts'

setWasmPaths({
  'tfjs-backend-wasm.wasm': wasm,
  'tfjs-backend-wasm-simd.wasm': wasmSimd,
  'tfjs-backend-wasm-threaded-simd.wasm': wasmThreadedSimd,
})

/**
 * In a dense block every layer has a shape of its own, for each of which WebGL compiles programs. So of DenseNets, which differ in depth,
 * growth and bottlenecks, the shallowest runs here; one of each kind runs with the goldens.
 */
const networks = zoo.filter(({ id }) => !id.startsWith('densenet') || id === 'densenet40-12')

everyNetwork('webgl', { tolerance: 1e-3, reference: 'wasm', networks })
everyNetwork('webgpu', { tolerance: 1e-3, reference: 'wasm', networks })
