/** @file The side of the worker: one file after the other, until it is ended. */

import { messageOf, hdf5Bounds } from '@cnn/shapes'
import { FormatError } from '../format-error.ts'
import { openFile, type Contents } from './walk.ts'

// Public API

export interface Job {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The most bytes that its tensors may have. */
  readonly most: number
}

/** `memory` are the bytes that WebAssembly has by now, and never gives back. */
export type Answer =
  | { readonly ready: true }
  | ({ readonly memory: number } & ({ readonly contents: Contents } | { readonly error: string }))

/** Takes jobs from whoever made this worker. */
export async function serve(): Promise<void> {
  // Of Node and its like; the name is hidden from bundlers, which have no such module.
  const port = globalThis.process?.getBuiltinModule?.('node:worker_threads').parentPort ?? globalThis
  const send = (answer: Answer, transfer: ArrayBuffer[] = []) =>
    (port as unknown as MessagePort).postMessage(answer, transfer)
  const limit = limitMemory()
  const read = await openFile().catch((error: unknown) => {
    send({ error: messageOf(error), memory: limit.held })
  })
  if (!read) return
  const answer = (job: Job) => {
    limit.most = hdf5Bounds.memory.besides + hdf5Bounds.memory.ratio * job.bytes.length
    try {
      const contents = read(job.bytes, job.most)
      send(
        { contents, memory: limit.held },
        contents.things.flatMap(({ data }) => (data ? [data.buffer] : [])),
      )
    } catch (error) {
      if (error instanceof FormatError) return send({ error: error.message, memory: limit.held })
      // HDF5 tells a page of its own insides.
      const why =
        error instanceof Error && !error.message.startsWith('HDF5-DIAG')
          ? error.message.slice(0, 200)
          : 'HDF5 cannot read it'
      // What WebAssembly traps leaves the library in an unknown state: the next file gets a new one.
      send({
        error: `the HDF5 file is damaged: ${why}`,
        memory: error instanceof WebAssembly.RuntimeError ? Infinity : limit.held,
      })
    }
  }
  if ('on' in port) port.on('message', answer)
  else port.addEventListener('message', ({ data }: MessageEvent<Job>) => answer(data))
  send({ ready: true })
}

// Implementation

/**
 * HDF5 asks for what a file claims. Within this worker, WebAssembly gives no more than `most` bytes, and HDF5 reports
 * that it has none.
 */
function limitMemory(): { most: number; held: number } {
  const limit = { most: Infinity, held: 0 }
  // oxlint-disable-next-line typescript/unbound-method -- called with the memory that it is of
  const { grow } = WebAssembly.Memory.prototype
  WebAssembly.Memory.prototype.grow = function limited(this: WebAssembly.Memory, pages: number): number {
    const size = this.buffer.byteLength + pages * 65_536
    if (size > limit.most) throw new RangeError('no more memory for this file')
    limit.held = size
    return grow.call(this, pages)
  }
  return limit
}
