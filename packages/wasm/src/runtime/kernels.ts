/** @file The compiled kernels, on a memory. */

import { UnsupportedError } from './errors.ts'

// Public API

/** What `assembly/index.ts` exports. */
export interface KernelExports {
  run(program: number, steps: number): void
  start(program: number, steps: number): void
  /** 1 when the run is over. */
  help(): number
  work(thread: number): void
  stop(): void
  setScratch(address: number): void
  packPanels(source: number, dest: number, filters: number, channels: number, taps: number, scale: number): void
  packWinograd(
    source: number,
    dest: number,
    filters: number,
    channels: number,
    kernel: number,
    stride: number,
    outChannels: number,
    placeBytes: number,
    scale: number,
  ): void
}

export interface Kernels {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly exports: KernelExports
}

export interface Compiled {
  readonly module: WebAssembly.Module
  /** Rows of the register tile that suits the build. */
  readonly rows: number
}

/** Compiles the kernels for shared or unshared memory, once for each. Throws UnsupportedError without SIMD. */
export function compile(shared: boolean): Promise<Compiled> {
  const key = shared ? 'shared' : 'alone'
  return (modules[key] ??= load(shared))
}

// Implementation

const modules: { shared?: Promise<Compiled>; alone?: Promise<Compiled> } = {}

async function load(shared: boolean): Promise<Compiled> {
  if (!WebAssembly.validate(simdProbe))
    throw new UnsupportedError(
      'this browser has no WebAssembly SIMD (fixed-width 128-bit SIMD), which the kernels need: ' +
        'Chrome and Edge have it since 91, Firefox since 89, Safari since 16.4',
    )
  const relaxed = WebAssembly.validate(relaxedProbe)
  const { binary } = await (relaxed ? import('../binaries/relaxed.js') : import('../binaries/plain.js'))
  const bytes = Uint8Array.from(atob(binary), (letter) => letter.charCodeAt(0))
  // The binary says that its memory is shared; it does without as well.
  if (!shared) bytes[flagsAt(bytes)] = 1
  return { module: await WebAssembly.compile(bytes), rows: relaxed ? 6 : 5 }
}

/** Where the import `memory` says whether it is shared: after its name and its kind. */
function flagsAt(bytes: Uint8Array): number {
  const name = new TextEncoder().encode('memory')
  const at = bytes.findIndex((_, i) => name.every((letter, k) => bytes[i + k] === letter))
  return at + name.length + 1
}

// Modules of one function that leaves a vector on the stack and drops it: with i8x16.splat, and with
// f32x4.relaxed_madd.
const header = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0]
const simdProbe = new Uint8Array([...header, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11])
const splat = [65, 0, 253, 15]
const relaxedProbe = new Uint8Array([...header, 10, 20, 1, 18, 0, ...splat, ...splat, ...splat, 253, 133, 2, 26, 11])
