/** @file This project's own kernels, in a page as in Node. */

import { createModel, UnsupportedError } from '@cnn/wasm'
import { AbsentError } from '@cnn/tfjs/backend'
import type { Engine, EngineOptions } from './engine.ts'
import { threadsToAsk } from './load.ts'

/** Throws AbsentError, when it opens a network, where WebAssembly has no SIMD. */
export function startCnn(options: Pick<EngineOptions, 'threads'> = {}): Engine {
  const threads = threadsToAsk(options)
  return {
    device: { name: 'WebAssembly', software: false, threads, threadsAsked: threads, simd: true },
    open: (net, weights) => () =>
      createModel(net, weights, { threads }).catch((error: unknown) => {
        throw error instanceof UnsupportedError ? new AbsentError(error.message) : error
      }),
  }
}
