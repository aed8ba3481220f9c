/** @file Reading a safetensors file while it arrives, tensor by tensor, so that it is never in memory as a whole. */

import type { Tensor } from '@cnn/shapes'
import { makeTensor } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { headerLength, prefix, readHeader } from './header.ts'

// Public API

/** A tensor that whoever has used it can free, instead of leaving that to the garbage collector, which comes late. */
export class StreamedTensor implements Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array

  constructor({ shape, data }: Tensor) {
    this.shape = shape
    this.data = data
  }

  /** Gives the memory back at once; `data` is empty then. */
  free(): void {
    const { buffer } = this.data
    // Browsers of 2023 have no transfer.
    if (buffer instanceof ArrayBuffer) buffer.transfer?.(0)
  }
}

/**
 * Gives each tensor with its name as soon as its last byte is there, in the order of their places: of the body of a
 * `fetch`, a file's `stream()`, or a stream of Node. Throws FormatError as `readSafetensors` does, and what the stream
 * throws; where no more tensors are asked for, the stream is cancelled.
 */
export async function* streamSafetensors(
  stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly [name: string, tensor: StreamedTensor], void> {
  const chunks = 'getReader' in stream ? chunksOf(stream) : stream[Symbol.asyncIterator]()
  try {
    const queue = new Queue(chunks)
    const length = headerLength(await queue.take(prefix, 'the length of its header'))
    const { spans } = readHeader(await queue.take(length, 'its header'), NaN)
    for (const { name, type, shape, from, to } of spans.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
      const bytes = await queue.take(to - from, `tensor '${name}'`)
      if (type !== 'counter') yield [name, new StreamedTensor(makeTensor(name, type, shape, bytes))]
    }
    if (!(await queue.ended())) throw new FormatError('bytes after the last tensor belong to none')
  } finally {
    await chunks.return?.()
  }
}

// Implementation

/** A chunk may be overwritten by the next. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const read = readerOf(stream)
  let whole = false
  try {
    for (;;) {
      const { done, value } = await read.next()
      whole = done
      if (done) return
      yield value!
    }
  } finally {
    // A stream that failed has nothing to cancel, and would only say again why.
    if (!whole) await read.cancel().catch(() => undefined)
  }
}

interface Reading {
  next(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  cancel(): Promise<void>
}

/** Into one buffer for all where the stream can, as the body of a `fetch`: else all that came waits to be freed. */
function readerOf(stream: ReadableStream<Uint8Array>): Reading {
  try {
    const reader = stream.getReader({ mode: 'byob' })
    let buffer = new ArrayBuffer(chunkBytes)
    return {
      async next() {
        const read = await reader.read(new Uint8Array(buffer))
        if (read.value) buffer = read.value.buffer
        return read
      },
      cancel: () => reader.cancel(),
    }
  } catch {
    const reader = stream.getReader()
    return { next: () => reader.read(), cancel: () => reader.cancel() }
  }
}

const chunkBytes = 2 ** 18

/** Bytes that came and were not taken yet. */
class Queue {
  readonly #chunks: AsyncIterator<Uint8Array>
  #chunk: Uint8Array = new Uint8Array()

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks
  }

  /** So many bytes, as a copy. */
  async take(count: number, what: string): Promise<Uint8Array> {
    const bytes = allocate(count, what)
    for (let at = 0; at < count;) {
      if (this.#chunk.length === 0 && !(await this.#next()))
        throw new FormatError(`the file is cut off: ${what} takes ${count} bytes, ${at} are there`)
      const part = this.#chunk.subarray(0, count - at)
      this.#chunk = this.#chunk.subarray(part.length)
      bytes.set(part, at)
      at += part.length
    }
    return bytes
  }

  async ended(): Promise<boolean> {
    while (this.#chunk.length === 0) if (!(await this.#next())) return true
    return false
  }

  async #next(): Promise<boolean> {
    const { done, value } = await this.#chunks.next()
    if (!done) this.#chunk = value
    return !done
  }
}

/** A header may claim more than any machine has. */
function allocate(count: number, what: string): Uint8Array {
  try {
    return new Uint8Array(count)
  } catch {
    throw new FormatError(`${what} takes ${count} bytes, more than can be had here`)
  }
}
