/** @file The page of one engine: it holds one network, and infers when it is told to. */

import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { select } from '@cnn/shapes'
import { engines, type EngineName } from './engines.ts'

declare global {
  interface Window {
    peers: { readonly open: typeof open; readonly infer: typeof infer }
  }
}

export interface Opened {
  /**
   * Milliseconds until the engine had started, from the weights to a network that is placed, and of the first
   * inference.
   */
  readonly start: number
  readonly place: number
  readonly first: number
  readonly threads: number
  readonly logits: readonly number[]
}

let predict: () => Promise<Float32Array>

/** Starts an engine with a network of hashed weights, the same for all. */
async function open(name: EngineName, network: string, threads: number): Promise<Opened> {
  const net = select(zoo.find(({ id }) => id === network)!.build(), 'logits')
  const weights = hashedWeights(net)
  const image = hashedImage(net.input.shape).data
  const [engine, start] = await timed(async () => engines[name](threads))
  const opener = engine.open(net, weights)
  const [model, place] = await timed(opener)
  predict = async () => (await model.predict(image))['logits']!
  const [logits, first] = await timed(predict)
  return { start, place, first, threads: engine.device.threads ?? 1, logits: [...logits] }
}

/** Milliseconds of each of some inferences in a row, awaited to their data. */
async function infer(count: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) times.push((await timed(predict))[1])
  return times
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now()
  const result = await work()
  return [result, performance.now() - start]
}

window.peers = { open, infer }
