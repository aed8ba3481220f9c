/** @file LiteRT.js, fed by our TFLite export. What it gives has to be deleted. */

import type * as LiteRt from '@litertjs/core'
import { writeTflite } from '@cnn/export'
import { elements, fuse, select } from '@cnn/shapes'
import { AbsentError, gpuAdapter } from '@cnn/tfjs/backend'
import type { Engine, EngineModel, EngineOptions } from './engine.ts'
import { loadModule, threadsToAsk } from './load.ts'

// Public API

export async function startLitertWasm(options: EngineOptions): Promise<Engine> {
  const asked = threadsToAsk(options)
  const litert = await load(options, asked > 1)
  // Its threads are made with its memory, one for each core; of those it uses as many as it is told to.
  const threads = asked > 1 ? Math.min(asked, litert.getGlobalLiteRt().liteRtWasm.getThreadCount()) : 1
  const device = { name: 'WebAssembly', software: false, threadsAsked: asked, simd: true, threads }
  return engine(litert, { accelerator: 'wasm', ...(asked > 1 && { cpuOptions: { numThreads: asked } }) }, device)
}

export async function startLitertWebgpu(options: EngineOptions): Promise<Engine> {
  const adapter = await gpuAdapter()
  if (typeof adapter === 'string') throw new AbsentError(adapter)
  return engine(await load(options, false), { accelerator: 'webgpu', gpuOptions: { precision: 'fp32' } }, adapter)
}

// Implementation

type Runtime = typeof LiteRt
type CompileOptions = NonNullable<Parameters<Runtime['loadAndCompile']>[1]>

async function load(options: EngineOptions, threads: boolean): Promise<Runtime> {
  const litert = await loadModule<Runtime>(options, '@litertjs/core', 'dist/index.js')
  // LiteRT.js reports each model that it reads, which is no error.
  const printErr = (line: string) => line.startsWith('INFO: ') || console.error(line)
  Object.assign(globalThis, { Module: { printErr } })
  await litert.loadLiteRt(new URL('@litertjs/core/wasm/', options.folder).href, { threads })
  return litert
}

const engine = (litert: Runtime, options: CompileOptions, device: Engine['device']): Engine => ({
  device,
  open(net, weights) {
    const file = writeTflite(fuse({ net: select(net, 'logits'), weights }))
    return async () => {
      const compiled = await litert.loadAndCompile(file, options)
      // Where LiteRT.js cannot put the whole network on the GPU, it goes on with WASM. That would be a measurement of
      // something else.
      if (
        options.accelerator === 'webgpu' &&
        (compiled.options.accelerator !== 'webgpu' || !compiled.isFullyAccelerated)
      ) {
        compiled.delete()
        throw new Error(`LiteRT.js cannot run all of ${net.name} on WebGPU`)
      }
      return model(litert, compiled, net.input.shape)
    }
  },
})

function model(litert: Runtime, compiled: LiteRt.CompiledModel, shape: readonly [number, number, number]): EngineModel {
  const each = elements(shape)
  const predictOne = async (image: Float32Array) => {
    const input = litert.Tensor.fromTypedArray(image, [1, ...shape])
    const { logits } = await compiled.run({ input })
    const data = (await logits!.data()) as Float32Array
    logits!.delete()
    input.delete()
    return data
  }
  return {
    // A file has one fixed size of batch, and most pages have one image.
    async predict(images) {
      if (images.length === each) return { logits: await predictOne(images) }
      const rows: Float32Array[] = []
      for (let at = 0; at < images.length; at += each) rows.push(await predictOne(images.subarray(at, at + each)))
      return { logits: Float32Array.from(rows.flatMap((row) => [...row])) }
    },
    dispose: () => compiled.delete(),
  }
}
