/** @file The backends of a browser. */

import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import '@tensorflow/tfjs-backend-webgl'
import '@tensorflow/tfjs-backend-webgpu'
import { wasmPaths } from '../src/backend/vite.ts'

setWasmPaths(wasmPaths)
setThreadsCount(2)
