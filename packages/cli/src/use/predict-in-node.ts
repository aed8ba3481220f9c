/** @file Computes in this process, on WASM or in plain JavaScript. */

import { createModel, type Model } from '@cnn/tfjs'
import { startBackend, type Device } from '@cnn/bench'
import { quietly } from './quietly.ts'
import type { Opened } from './source.ts'

// Public API

export type NodeBackend = 'node-wasm' | 'cpu'

/** The network on a started backend. */
export async function startInNode({ net, weights }: Opened, backend: NodeBackend): Promise<{ model: Model; device: Device }> {
  return quietly(async () => ({ device: await startBackend(backend), model: createModel(net, weights) }))
}
