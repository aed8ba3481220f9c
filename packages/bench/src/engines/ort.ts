/** @file onnxruntime-web, fed by our ONNX export. */

import { writeOnnx } from '@cnn/export'
import { elements, fuse, select } from '@cnn/shapes'
import type * as Ort from 'onnxruntime-web'
import { AbsentError, gpuAdapter } from '@cnn/tfjs/backend'
import type { Engine, EngineModel, EngineOptions } from './engine.ts'
import { loadModule, threadsToAsk } from './load.ts'

// Public API

export async function startOrtWasm(options: EngineOptions): Promise<Engine> {
  const ort = await load(options, 'ort.wasm.min.mjs')
  const asked = threadsToAsk(options)
  ort.env.wasm.numThreads = asked
  // How many threads it has is known once it has started, and it starts with its first session.
  const device = { name: 'WebAssembly', software: false, threadsAsked: asked, simd: true, threads: asked }
  return engine(ort, 'wasm', device)
}

export async function startOrtWebgpu(options: EngineOptions): Promise<Engine> {
  const adapter = await gpuAdapter()
  if (typeof adapter === 'string') throw new AbsentError(adapter)
  return engine(await load(options, 'ort.webgpu.min.mjs'), 'webgpu', adapter)
}

// Implementation

type Runtime = typeof Ort

async function load(options: EngineOptions, file: string): Promise<Runtime> {
  const ort = await loadModule<Runtime>(options, 'onnxruntime-web', `dist/${file}`)
  ort.env.wasm.wasmPaths = new URL('onnxruntime-web/dist/', options.folder).href
  return ort
}

const engine = (ort: Runtime, provider: 'wasm' | 'webgpu', device: Engine['device']): Engine => ({
  device,
  open(net, weights) {
    const file = writeOnnx(fuse({ net: select(net, 'logits'), weights }))
    return async () => {
      const session = await ort.InferenceSession.create(file, { executionProviders: [provider], logSeverityLevel: 3 })
      if (provider === 'wasm') Object.assign(device, { threads: ort.env.wasm.numThreads })
      return model(ort, session, net.input.shape)
    }
  },
})

function model(ort: Runtime, session: Ort.InferenceSession, shape: readonly [number, number, number]): EngineModel {
  const [height, width, channels] = shape
  return {
    async predict(images) {
      const count = images.length / elements(shape)
      const input = new ort.Tensor('float32', channelsFirst(images, height * width, channels), [
        count,
        channels,
        height,
        width,
      ])
      const { logits } = await session.run({ input })
      const data = (await logits!.getData()) as Float32Array
      logits!.dispose()
      return { logits: data }
    },
    dispose: () => void session.release(),
  }
}

/** Images [n, pixels, channels] as [n, channels, pixels], which ONNX takes. */
function channelsFirst(images: Float32Array, pixels: number, channels: number): Float32Array {
  const result = new Float32Array(images.length)
  const each = pixels * channels
  for (let start = 0; start < images.length; start += each)
    for (let channel = 0; channel < channels; channel++)
      for (let pixel = 0; pixel < pixels; pixel++)
        result[start + channel * pixels + pixel] = images[start + pixel * channels + channel]!
  return result
}
