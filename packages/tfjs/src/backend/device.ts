/** What a backend runs on. */
export interface Device {
  /** The GPU adapter, the GL renderer, or the processor. */
  readonly name: string
  /** Whether a GPU interface is rendered by the processor. */
  readonly software: boolean
  /** Threads that tfjs says its WASM has. */
  readonly threads?: number
  /** Threads that it was asked to have. */
  readonly threadsAsked?: number
  /** Whether the WASM binary uses 128-bit SIMD. */
  readonly simd?: boolean
  /** Whether WebGL computes in 32-bit floats. */
  readonly float32?: boolean
}
