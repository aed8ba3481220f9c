/** @file The thread that decodes: a question at a time, until it is ended. */

import { messageOf } from '@cnn/shapes'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { workerData, type MessagePort } from 'node:worker_threads'
import { decodeWith, type Codecs } from '../decode/decode.ts'
import type { Picture } from '../picture.ts'

// Public API

/** What it is started with. */
export interface DecodeThread {
  readonly port: MessagePort
  /** One number: 1 is written into it, and told, when the thread has started and with each answer. */
  readonly turn: Int32Array
}

export interface DecodeQuestion {
  readonly bytes: Uint8Array
  readonly name: string
}

export type DecodeAnswer = Picture | { readonly problem: string }

// Implementation

const { port, turn }: DecodeThread = workerData
const require = createRequire(import.meta.url)
const compile = (file: string) => new WebAssembly.Module(readFileSync(require.resolve(file)))
const codecs: Codecs = {
  jpeg: compile('@cwasm/jpeg-turbo/jpeg-turbo.wasm'),
  png: compile('@cwasm/lodepng/lodepng.wasm'),
}

port.on('message', ({ bytes, name }: DecodeQuestion) => {
  try {
    const picture = decodeWith(codecs, bytes, name)
    port.postMessage(picture satisfies DecodeAnswer, [picture.pixels.buffer as ArrayBuffer])
  } catch (error) {
    port.postMessage({ problem: messageOf(error) } satisfies DecodeAnswer)
  }
  tell()
})
tell()

function tell(): void {
  Atomics.store(turn, 0, 1)
  Atomics.notify(turn, 0)
}
