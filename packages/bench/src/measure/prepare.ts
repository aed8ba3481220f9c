/** @file Brings a network with its weights onto a started backend. */

import { fitWeights, hashedWeights, readSafetensors } from '@cnn/weights'
import { createModel } from '@cnn/tfjs'
import { fromJSON, select, type Network, type Weights } from '@cnn/shapes'
import { zoo } from '@cnn/zoo'
import { AbsentError, startBackend, type BackendName, type Device, type StartOptions } from '@cnn/tfjs/backend'
import type { Engine, EngineModel } from '../engines/engine.ts'
import { startCnn } from '../engines/cnn.ts'
import { startEngine } from '../engines/start.ts'
import type { AccuracyTask, LatencyTask, PredictTask, Task } from '../hosts/task.ts'
import { engineIds, type BackendId, type EngineId } from '../results/results.ts'
import { findSubject } from '../run/subjects.ts'

// Public API

/** What differs between a page and Node. */
export interface Platform extends Pick<StartOptions, 'wasmPaths'> {
  /** URL of the folder with the engines of other projects; Node has none. */
  readonly engines?: string
  read(url: string): Promise<Uint8Array>
  /** The first bytes, or more; absent, everything is read. */
  readStart?(url: string, bytes: number): Promise<Uint8Array>
  /** Settles when another page lets this one compute. */
  turn?(): Promise<void>
}

/** A network on a started backend, and the milliseconds that it took to get there. */
export interface Ready {
  readonly model: EngineModel
  readonly net: Network
  readonly device: Device
  readonly download: number
  readonly setup: number
  /** The time that making up random weights took, which no user has to wait for. */
  readonly making: number
}

export async function prepare(task: Task, platform: Platform, progress: (message: string) => void): Promise<Ready> {
  const { net, url } = task.kind === 'predict' ? given(task) : measured(task)
  progress('starting the backend')
  const [{ device, open }, starting] = await timed(() => start(task, platform))
  progress('fetching the weights')
  const [weights, download] = await timed(async () =>
    url ? fitted(task, net, readSafetensors(await platform.read(url)).weights) : hashedWeights(net),
  )
  progress('placing the weights')
  // Writing the network in the format of another engine is not timed: its users have such a file, as others have
  // weights.
  const [model, placing] = await timed(open(net, weights))
  // Random weights are computed and not fetched: that is no download.
  const [fetching, making] = url ? [download, 0] : [0, download]
  return { model, net, device, download: fetching, setup: starting + placing, making }
}

// Implementation

async function start({ backend, threads }: Task, { engines, wasmPaths }: Platform): Promise<Engine> {
  const asked = threads !== undefined && { threads }
  if (isEngine(backend)) {
    if (engines === undefined) throw new AbsentError(`${backend} runs in a browser alone`)
    return startEngine(backend, { folder: engines, ...asked })
  }
  if (backend === 'cnn-wasm' || backend === 'node-cnn-wasm') return startCnn({ ...asked })
  const name: BackendName = backend === 'node-wasm' ? 'wasm' : backend
  const device = await startBackend(name, { ...(wasmPaths && { wasmPaths }), ...asked })
  return { device, open: (net, weights) => async () => createModel(net, weights) }
}

const isEngine = (backend: BackendId): backend is EngineId => (engineIds as readonly string[]).includes(backend)

/** Somebody's weights may have their publisher's names, timm's for one. */
const fitted = ({ kind }: Task, net: Network, weights: Weights): Weights =>
  kind === 'predict' ? fitWeights(net, weights) : weights

/** A subject of the benchmark or a network of one's own, with the URL of weights that were trained for it or none. */
const measured = (task: LatencyTask | AccuracyTask): { net: Network; url: string | undefined } => ({
  net: task.graph ? select(fromJSON(task.graph), 'logits') : findSubject(task.network).build(),
  url: task.weights,
})

function given({ network, options, weights }: PredictTask): { net: Network; url: string } {
  const entry = zoo.find(({ id }) => id === network)
  if (!entry) throw new RangeError(`there is no network '${network}'`)
  return { net: entry.build({ ...options, heads: false }), url: weights }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now()
  const result = await work()
  return [result, performance.now() - began]
}
