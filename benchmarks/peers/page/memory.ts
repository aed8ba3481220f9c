/**
 * @file A page as somebody would write it, whose memory is looked at from outside: it fetches a network's weights in
 * the format that its engine reads, places them, and infers.
 */

import type * as LiteRt from '@litertjs/core'
import { select, type Network } from '@cnn/shapes'
import { createModel, type GivenWeights, type ModelOptions } from '@cnn/wasm'
import { hashedImage, readSafetensors, streamSafetensors } from '@cnn/weights'
import { zoo } from '@cnn/zoo'

declare global {
  interface Window {
    memory: { readonly run: typeof run }
  }
}

export interface Asked {
  readonly engine: MemoryEngine
  readonly network: string
  readonly threads: number
  readonly inferences: number
}

/** The logits of the last inference, in which all engines should agree. */
async function run({ engine, network, threads, inferences }: Asked): Promise<number[]> {
  const net = select(zoo.find(({ id }) => id === network)!.build(), 'logits')
  const predict = await engines[engine](net, threads)
  const image = hashedImage(net.input.shape).data
  let logits: Float32Array = new Float32Array()
  for (let i = 0; i < inferences; i++) logits = await predict(image)
  return [...logits]
}

type Predict = (image: Float32Array) => Promise<Float32Array>

const engines = {
  'cnn-wasm': async (net: Network, threads: number) => own(net, await streamed(), { threads }),
  'cnn-wasm, small': async (net: Network, threads: number) => own(net, await streamed(), { threads, memory: 'small' }),
  'cnn-wasm, whole file': async (net: Network, threads: number) => own(net, await whole(), { threads }),
  async 'litert-wasm'(net: Network, threads: number): Promise<Predict> {
    const files = new URL('engines/@litertjs/core/', document.baseURI).href
    const litert: typeof LiteRt = await import(/* @vite-ignore */ `${files}dist/index.js`)
    await litert.loadLiteRt(`${files}wasm/`, { threads: threads > 1 })
    const model = await litert.loadAndCompile(new URL('file/weights.tflite', document.baseURI), {
      accelerator: 'wasm',
      ...(threads > 1 && { cpuOptions: { numThreads: threads } }),
    })
    return async (image) => {
      const input = litert.Tensor.fromTypedArray(image, [1, ...net.input.shape])
      const { logits } = await model.run({ input })
      const data = await logits!.data()
      logits!.delete()
      input.delete()
      return Float32Array.from(data)
    }
  },
  /** The browser's own share: the file is fetched, and nothing is made of it. */
  async nothing(): Promise<Predict> {
    await whole()
    return async (image) => image.subarray(0, 1)
  },
}

export type MemoryEngine = keyof typeof engines

async function own(net: Network, weights: GivenWeights, options: ModelOptions): Promise<Predict> {
  const model = await createModel(net, weights, options)
  return async (image) => (await model.predict(image)).logits!
}

const fetched = (name: string): Promise<Response> => fetch(new URL(`file/${name}`, document.baseURI))

/** Tensor by tensor, as they come. */
const streamed = async (): Promise<GivenWeights> => streamSafetensors((await fetched('weights.safetensors')).body!)

/** All of the file before anything is made of it. */
async function whole(): Promise<GivenWeights> {
  const bytes = new Uint8Array(await (await fetched('weights.safetensors')).arrayBuffer())
  return readSafetensors(bytes).weights
}

window.memory = { run }
