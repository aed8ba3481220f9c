/** @file The engines that are compared, all given the same network, weights and image. */

import { startEngine, type Engine } from '@cnn/bench'
import { createModel } from '@cnn/tfjs'
import { startBackend } from '@cnn/tfjs/backend'
import { wasmPaths } from '@cnn/tfjs/vite'
import { createModel as createKernels } from '@cnn/wasm'

// Public API

export const engines = {
  'cnn-wasm': async (threads: number): Promise<Engine> => ({
    device: { name: 'WebAssembly', software: false, threads, threadsAsked: threads },
    open: (net, weights) => () => createKernels(net, weights, { threads }),
  }),
  'litert-wasm': (threads: number) => startEngine('litert-wasm', { folder, threads }),
  'ort-wasm': (threads: number) => startEngine('ort-wasm', { folder, threads }),
  wasm: async (threads: number): Promise<Engine> => ({
    device: await startBackend('wasm', { threads, wasmPaths }),
    open: (net, weights) => async () => createModel(net, weights),
  }),
}

export type EngineName = keyof typeof engines

// Implementation

const folder = new URL('engines/', document.baseURI).href
