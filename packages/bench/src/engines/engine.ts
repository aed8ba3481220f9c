import type { Network, Weights } from '@cnn/shapes'
import type { Device } from '../results/results.ts'

/** A network that is placed on an engine. */
export interface EngineModel {
  /** `logits` [n, units] of images [n, height, width, channels]. */
  predict(images: Float32Array): Promise<Record<string, Float32Array>>
  /** Frees what it holds. */
  dispose(): void
}

/** An engine, started. */
export interface Engine {
  readonly device: Device
  /**
   * Writes the network with its weights in the engine's format, in memory, and places it; the second may be timed
   * alone.
   */
  readonly open: (net: Network, weights: Weights) => () => Promise<EngineModel>
}

/** How an engine is started. */
export interface EngineOptions {
  /** URL of the folder where each package's files are, under the name of the package. */
  readonly folder: string
  /** Threads for WASM to compute with; absent, one for each core. Without cross-origin isolation there is one. */
  readonly threads?: number
}
