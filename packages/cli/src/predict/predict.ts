/** @file Computes logits where the user asks for it: in this process, or in a page of a browser. */

import { availableParallelism } from 'node:os'
import { isNodeBackend, type BackendId, type NodeBackendId, type PredictOutcome } from '@cnn/bench'
import { openBrowser, type BrowserHost } from '@cnn/bench/node'
import { createModel, predictAll, type Model, type Prediction } from '@cnn/tfjs'
import { startBackend, type Device } from '@cnn/tfjs/backend'
import { createModel as createWasmModel } from '@cnn/wasm'
import { writeSafetensors } from '@cnn/weights'
import { quietly } from '../terminal/quietly.ts'
import { UsageError } from '../terminal/usage.ts'
import type { Opened } from '../weights/photos.ts'

// Public API

export interface PredictOptions {
  readonly backend: BackendId
  /** Path of the browser. */
  readonly browser?: string
}

export interface Pictures {
  readonly count: number
  /**
   * Picture `i`, ready for the network; undefined where it is to be left out. Each is asked for once, and only when its
   * turn comes.
   */
  readonly input: (i: number) => Promise<Float32Array | undefined>
  /** Pictures that are computed at once. */
  readonly batch: number
  readonly progress: (message: string) => void
}

export interface Predicted extends Prediction {
  /** What computed it. */
  readonly device: Device
}

/** The logits of every picture that is not left out, in order. Throws UsageError if the backend is not to be had. */
export const predict = (
  opened: Opened,
  pictures: Pictures,
  { backend, browser }: PredictOptions,
): AsyncGenerator<Predicted, void, undefined> =>
  isNodeBackend(backend) || backend === 'cpu'
    ? predictHere(opened, pictures, backend)
    : predictInBrowser(opened, pictures, { backend, ...(browser !== undefined && { browser }) })

// Implementation

interface Placed {
  readonly device: Device
  readonly model: Pick<Model, 'predict'>
}

async function placeOwn({ net, weights }: Opened): Promise<Placed> {
  // One for each core; @cnn/wasm takes no more than 64.
  const threads = Math.min(availableParallelism(), 64)
  const model = await createWasmModel(net, weights, { threads })
  return {
    device: { name: 'WebAssembly', software: false, threads, threadsAsked: threads, simd: true },
    model: { predict: async (images) => ({ logits: (await model.predict(images)).logits }) },
  }
}

const placeTfjs = ({ net, weights }: Opened, backend: 'wasm' | 'cpu'): Promise<Placed> =>
  quietly(async () => ({ device: await startBackend(backend), model: createModel(net, weights) }))

async function* predictHere(opened: Opened, pictures: Pictures, backend: NodeBackendId | 'cpu') {
  const { count, input, batch, progress } = pictures
  const { device, model } =
    backend === 'node-cnn-wasm' ? await placeOwn(opened) : await placeTfjs(opened, backend === 'cpu' ? 'cpu' : 'wasm')
  const taken: number[] = []
  let asked = 0
  const inputs = async function* () {
    while (asked < count) {
      const ready = await input(asked++)
      if (!ready) continue
      taken.push(asked - 1)
      yield ready
    }
  }
  for await (const prediction of predictAll(model, inputs(), { batch })) {
    yield { ...prediction, i: taken[prediction.i]!, device }
    const last = prediction.i + 1 === taken.length
    if (last) progress(`${asked} of ${count} pictures`)
  }
}

/** By the mechanism of `cnn bench`: the pictures are made ready here, so all backends get the same. */
async function* predictInBrowser(opened: Opened, pictures: Pictures, { backend, browser }: PredictOptions) {
  const { count, batch, progress } = pictures
  let images = new Uint8Array()
  const type = 'application/octet-stream'
  const routes = {
    [places.weights]: async () => ({ body: writeSafetensors(opened.weights), type }),
    [places.images]: async () => ({ body: images, type }),
  }
  await using open = await openBrowser({ path: browser, routes })
  const { host, origin } = open
  for (let from = 0; from < count;) {
    const { ready, next } = await some(pictures, from)
    const whole = from === 0 && next === count
    const before = whole ? '' : `from ${from + 1} of ${count} on: `
    from = next
    if (ready.length === 0) continue
    images = Buffer.concat(ready.map(({ input }) => bytesOf(input)))
    const { device, logits, milliseconds } = await perform(host, opened, {
      count: ready.length,
      batch: ready[0]!.input.length > small && backend !== 'cnn-wasm' ? 1 : batch,
      backend,
      origin,
      progress: (message) => progress(`${before}${message}`),
    })
    for (const [k, own] of logits.entries())
      yield { i: ready[k]!.i, logits: Float32Array.from(own), milliseconds: milliseconds[k]!, device }
  }
}

const places = { weights: '/use/weights.safetensors', images: '/use/images.bin' }

/** WebGL lays all windows of a convolution out in one texture, which those of twenty photos would outgrow. */
const small = 64 * 64 * 3

/** The most bytes of pictures that go to a page at once: all of CIFAR-10's test images, or 222 pictures of 224². */
const most = 128 * 2 ** 20

interface Ready {
  readonly i: number
  readonly input: Float32Array
}

/** The next pictures from `from` on, and where those after them begin. */
async function some({ count, input }: Pictures, from: number): Promise<{ ready: Ready[]; next: number }> {
  const ready: Ready[] = []
  let bytes = 0
  let i = from
  for (; i < count && (bytes === 0 || bytes + bytes / ready.length <= most); i++) {
    const one = await input(i)
    if (!one) continue
    ready.push({ i, input: one })
    bytes += one.byteLength
  }
  return { ready, next: i }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

interface Asked {
  readonly count: number
  readonly batch: number
  readonly backend: BackendId
  readonly origin: string
  readonly progress: (message: string) => void
}

async function perform(
  host: BrowserHost,
  { network, options }: Opened,
  { count, batch, backend, origin, progress }: Asked,
): Promise<PredictOutcome> {
  // A software GPU needs minutes on a machine that is busy, and here somebody waits for an answer, not for a
  // measurement.
  const budget = 600 + 120 * count
  const urls = { weights: `${origin}${places.weights}`, images: `${origin}${places.images}` }
  const outcome = await host.perform({ kind: 'predict', network, backend, budget, options, batch, ...urls }, progress)
  if (outcome.kind === 'predict') return outcome
  throw new UsageError(`${backend} cannot be had: ${'reason' in outcome ? outcome.reason : outcome.kind}`)
}
