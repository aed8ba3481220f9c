/** @file Computes in this process, on WASM or in plain JavaScript. */

import { createModel, type Model } from '@cnn/tfjs'
import { startBackend, type Device } from '@cnn/bench'
import type { Opened } from './source.ts'

// Public API

export type NodeBackend = 'node-wasm' | 'cpu'

/** The network on a started backend. */
export async function startInNode({ net, weights }: Opened, backend: NodeBackend): Promise<{ model: Model; device: Device }> {
  return quietly(async () => ({ device: await startBackend(backend), model: createModel(net, weights) }))
}

// Implementation

/** tfjs greets on stderr and advises a package that does not run on this Node. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn } = console
  console.warn = () => {}
  try {
    return await work()
  } finally {
    console.warn = warn
  }
}
