import type { EngineId } from '../results/results.ts'
import type { Engine, EngineOptions } from './engine.ts'

/**
 * Starts another project's engine, whose code is only then fetched. Throws AbsentError where it, or its GPU, is not to
 * be had.
 */
export const startEngine = async (id: EngineId, options: EngineOptions): Promise<Engine> => starters[id](options)

const starters: { readonly [Id in EngineId]: (options: EngineOptions) => Promise<Engine> } = {
  'ort-wasm': async (options) => (await import('./ort.ts')).startOrtWasm(options),
  'ort-webgpu': async (options) => (await import('./ort.ts')).startOrtWebgpu(options),
  'litert-wasm': async (options) => (await import('./litert.ts')).startLitertWasm(options),
  'litert-webgpu': async (options) => (await import('./litert.ts')).startLitertWebgpu(options),
}
