/** @file This project's own kernels, in a page as in Node. */

import { createModel, UnsupportedError } from '@cnn/wasm'
import { AbsentError } from '@cnn/tfjs/backend'
import type { Engine } from './engine.ts'

/** Throws AbsentError, when it opens a network, where WebAssembly has no SIMD. */
export const startCnn = (): Engine => ({
  device: { name: 'WebAssembly', software: false, threads: 1, threadsAsked: 1, simd: true },
  open: (net, weights) => () =>
    createModel(net, weights).catch((error: unknown) => {
      throw error instanceof UnsupportedError ? new AbsentError(error.message) : error
    }),
})
