/**
 * @file A page as somebody would write it, whose memory is looked at from outside: it fetches a network's weights in
 * the format that its engine reads, places them, and infers.
 */

import type * as LiteRt from '@litertjs/core'
import { select, type Network } from '@cnn/shapes'
import { createModel, type ModelOptions } from '@cnn/wasm'
import { hashedImage, readSafetensors } from '@cnn/weights'
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
  'cnn-wasm': (net: Network, threads: number) => own(net, { threads }),
  'cnn-wasm, small': (net: Network, threads: number) => own(net, { threads, memory: 'small' }),
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
    await fetched('weights.safetensors')
    return async (image) => image.subarray(0, 1)
  },
}

export type MemoryEngine = keyof typeof engines

async function own(net: Network, options: ModelOptions): Promise<Predict> {
  const { weights } = readSafetensors(await fetched('weights.safetensors'))
  const model = await createModel(net, weights, options)
  return async (image) => (await model.predict(image)).logits!
}

async function fetched(name: string): Promise<Uint8Array> {
  const answer = await fetch(new URL(`file/${name}`, document.baseURI))
  return new Uint8Array(await answer.arrayBuffer())
}

window.memory = { run }
