/**
 * @file The memory of tfjs's WASM. Where it has none left, its `_malloc` gives the address 0, which tfjs takes for a
 * place to write, over whatever lies there (tfjs-backend-wasm/src/backend_wasm.ts, `move`): so what is needed is looked
 * at before, and 0 is an error.
 */

import { CnnError, memory as networkMemory, type Network } from '@cnn/shapes'
import { backend, memory as tfjsMemory } from '@tensorflow/tfjs-core'

// Public API

/** A batch that needs more memory than there is. The model goes on with smaller ones. */
export class MemoryError extends CnnError {
  override name = 'MemoryError'
}

/** To be called once the backend is started. */
export function guardMemory(): void {
  const { wasm } = backend() as unknown as { readonly wasm: Module }
  if (guarded.has(wasm)) return
  guarded.add(wasm)
  let malloc = wasm[name]
  const guard = (bytes: number) => {
    const address = malloc(bytes)
    if (address === 0 && bytes > 0)
      throw new MemoryError(
        `tfjs's WASM has no ${mebibytes(bytes)} MiB left of the ${mebibytes(most)} that it can have`,
      )
    return address
  }
  // Emscripten's own replaces itself when it is called first.
  Object.defineProperty(wasm, name, {
    get: () => guard,
    set(next: typeof malloc) {
      malloc = next
    },
  })
}

/**
 * Throws MemoryError where a batch of so many images, which are there already, would not fit beside the tensors that
 * are.
 */
export function checkMemory(net: Network, images: number): void {
  const { peak, parameters } = networkMemory(net)
  const input = 4 * net.input.shape.reduce((product, side) => product * side, 1)
  // The images stay until the end. XNNPACK packs the weights once more.
  const others = tfjsMemory().numBytes - images * input + parameters
  const each = input + peak
  const needed = others + images * each
  if (needed <= most) return
  throw new MemoryError(
    `network '${net.name}' needs ${mebibytes(needed)} MiB for ${counted(images)}, and tfjs's WASM ` +
      `has ${mebibytes(most)}${fitting(each, others)}`,
  )
}

/**
 * The same of an error while it was computed: of `_malloc`, or of a kernel that had no memory of its own and was ended.
 */
export function explainMemory(error: unknown, net: Network, images: number): unknown {
  const trapped = error instanceof WebAssembly.RuntimeError
  if (!trapped && !(error instanceof MemoryError)) return error
  const { peak } = networkMemory(net)
  const half = images > 1 ? `; try ${counted(Math.floor(images / 2))} at once` : ''
  return new MemoryError(
    `network '${net.name}' needs ${mebibytes(images * peak)} MiB for ${counted(images)}: ${error.message}${half}`,
  )
}

// Implementation

const name = '_malloc'

interface Module {
  [name]: (this: void, bytes: number) => number
}

const guarded = new WeakSet<object>()

/** What the binaries of tfjs 4.22 have as the maximum of their memory. */
const most = 2 ** 32

const mebibytes = (bytes: number): string => String(Math.ceil(bytes / 2 ** 20))

const counted = (images: number): string => `${images} image${images === 1 ? '' : 's'}`

function fitting(each: number, others: number): string {
  const images = Math.floor((most - others) / each)
  return images < 1 ? '; use smaller images' : `; ${counted(images)} at once would fit`
}
