/**
 * @file HDF5 is read in a worker, with bounds on its memory and its time: a changed byte can send the library round and
 * round, or let it ask for gigabytes, which WebAssembly never gives back but by its end.
 */

import { hdf5Bounds } from '@cnn/shapes'
import { FormatError } from '../format-error.ts'
import type { Answer, Job } from './serve.ts'
import type { Contents } from './walk.ts'

// Public API

export type { Contents, Thing } from './walk.ts'

/**
 * What lies in the file, of tensors of at most so many bytes. Rejects with FormatError, at the latest after the seconds
 * of `bounds`.
 */
export function readHdf5(bytes: Uint8Array, most: number): Promise<Contents> {
  if (bytes.length < 8 || signature.some((byte, i) => bytes[i] !== byte))
    return Promise.reject(new FormatError('no HDF5 file: its signature is missing'))
  const result = queue.then(() => work({ bytes: new Uint8Array(bytes), most }))
  queue = result.catch(() => {})
  return result
}

// Implementation

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

/** One file at a time. */
let queue: Promise<unknown> = Promise.resolve()

/** The one that is idle, if there is one: it is worth keeping, since it has loaded the library. */
let idle: Helper | undefined
/** Bytes of WebAssembly's memory from which on a worker is not kept. */
const heavy = 64 * 2 ** 20
/** Milliseconds that an idle one lives. */
const rest = 10_000
/** Seconds for loading the library, over whatever line. */
const patience = 120

async function work(job: Job): Promise<Contents> {
  const helper = idle ?? new Helper()
  idle = undefined
  helper.wake()
  try {
    await helper.ready
    const { besides, each } = hdf5Bounds.seconds
    const answer = await helper.ask(job, besides + (each * job.bytes.length) / 1e6)
    if (answer.memory > heavy) helper.end()
    else {
      helper.sleep(() => {
        if (idle === helper) idle = undefined
      })
      idle = helper
    }
    if ('error' in answer) throw new FormatError(answer.error)
    return answer.contents
  } catch (error) {
    if (idle !== helper) helper.end()
    throw error
  }
}

type Result = Exclude<Answer, { readonly ready: true }>
type Timer = ReturnType<typeof setTimeout> & { unref?: () => void }

/** A worker of Node or of a page, which tells a promise what it answers. */
class Helper {
  readonly ready: Promise<void>
  readonly #worker: {
    postMessage(job: Job, transfer: ArrayBuffer[]): void
    terminate(): unknown
    ref?(): void
    unref?(): void
  }
  #settle: { answer: (answer: Answer) => void; fail: (error: Error) => void } = { answer: () => {}, fail: () => {} }
  #rest: Timer | undefined

  constructor() {
    const heard = (answer: Answer) => this.#settle.answer(answer)
    const failed = (error: Error | { readonly message?: string }) => this.#settle.fail(failure(error.message))
    this.ready = this.#within(patience, 'its library did not load').then((answer) => {
      if ('error' in answer) throw new FormatError(answer.error)
    })
    const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads')
    if (threads) {
      // By a name of its own, or bundlers would take this line for a page's.
      const here = import.meta.url
      const worker = new threads.Worker(new URL('./cnn-hdf5-worker.js', here), {
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: 512 },
        // WebAssembly prints of its own end, `Aborted()`; what is wrong with a file is told by an error.
        stderr: true,
      })
      worker.stderr.resume()
      worker.on('message', heard).on('error', failed)
      this.#worker = worker
    } else {
      const worker = new Worker(new URL('./cnn-hdf5-worker.js', import.meta.url), { type: 'module' })
      worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => heard(data))
      worker.addEventListener('error', failed)
      this.#worker = worker
    }
  }

  async ask(job: Job, seconds: number): Promise<Result> {
    const answer = this.#within(
      seconds,
      `it is damaged, or far larger than it looks: it was not read in ${Math.round(seconds)} seconds`,
    )
    this.#worker.postMessage(job, [job.bytes.buffer])
    return (await answer) as Result
  }

  wake(): void {
    clearTimeout(this.#rest)
    this.#worker.ref?.()
  }

  /** Until it is woken; Node does not wait for it. */
  sleep(ended: () => void): void {
    this.#worker.unref?.()
    this.#rest = setTimeout(() => {
      ended()
      this.end()
    }, rest)
    this.#rest.unref?.()
  }

  end(): void {
    clearTimeout(this.#rest)
    this.#worker.terminate()
  }

  #within(seconds: number, late: string): Promise<Answer> {
    return new Promise<Answer>((answer, fail) => {
      const timer = setTimeout(() => fail(new FormatError(`the HDF5 file cannot be read: ${late}`)), seconds * 1000)
      const settled =
        <T>(tell: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          tell(value)
        }
      this.#settle = { answer: settled(answer), fail: settled(fail) }
    })
  }
}

const failure = (message: string | undefined): FormatError =>
  new FormatError(
    message === undefined || message === ''
      ? 'the worker that reads HDF5 could not be loaded: the bundler of this page must know `new ' +
          'Worker(new URL(…, import.meta.url))`, or build `@cnn/weights/hdf5-worker` as `cnn-hdf5-worker.js` beside'
      : `the HDF5 file cannot be read: ${message.slice(0, 200)}`,
  )
