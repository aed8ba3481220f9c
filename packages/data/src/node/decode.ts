/** @file Decodes a picture in a thread of its own, which is ended when it takes too long. */

import { pictureBounds } from '@cnn/shapes'
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { DataError } from '../images.ts'
import type { Picture } from '../picture.ts'
import type { DecodeAnswer, DecodeQuestion, DecodeThread } from './decode-thread.ts'

// Public API

/**
 * JPEG and PNG: the pixels of Pillow's `exif_transpose(picture).convert('RGB')`, every one (`decodeWith`). `name` is
 * for the error. Waits for the thread, so that a batch can be made in one go. Throws DataError for what is no such
 * picture, cut off, damaged, too large or too slow.
 */
export function decodePicture(bytes: Uint8Array, name = 'the picture'): Picture {
  const { worker, port, turn } = (thread ??= start())
  const question: DecodeQuestion = { bytes, name }
  port.postMessage(question)
  if (Atomics.wait(turn, 0, asked, pictureBounds.seconds * 1000) === 'timed-out') {
    void worker.terminate()
    thread = undefined
    throw new DataError(`${name} took more than ${pictureBounds.seconds} s to decode`)
  }
  Atomics.store(turn, 0, asked)
  const answer: DecodeAnswer = receiveMessageOnPort(port)?.message
  if ('problem' in answer) throw new DataError(answer.problem)
  return answer
}

// Implementation

interface Thread {
  readonly worker: Worker
  readonly port: MessagePort
  /** Of `turn`: one number, of memory that both see. */
  readonly turn: Int32Array
}

/** What the number says; the thread writes another one. */
const asked = 0

let thread: Thread | undefined

function start(): Thread {
  const { port1: port, port2 } = new MessageChannel()
  const turn = new Int32Array(new SharedArrayBuffer(4))
  const workerData: DecodeThread = { port: port2, turn }
  // The sources have another ending than what is published.
  const file = import.meta.url.endsWith('.ts') ? './decode-thread.ts' : './decode-thread.js'
  const worker = new Worker(new URL(file, import.meta.url), { workerData, transferList: [port2] })
  worker.unref()
  port.unref()
  // Its start is not the picture's time.
  if (Atomics.wait(turn, 0, asked, slowestStart) === 'timed-out')
    throw new Error('the thread that decodes pictures does not start')
  Atomics.store(turn, 0, asked)
  return { worker, port, turn }
}

/** Milliseconds. */
const slowestStart = 60_000
