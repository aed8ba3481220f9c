/**
 * @file Threads that share the steps of a program: Web Workers in a page, worker threads in Node. Their code is a text
 * inside of this module, so that no bundler has to find a file. They sleep between runs and end with `stop`.
 */

import { ModelError, UnsupportedError } from './errors.ts'

// Public API

export interface Threads {
  /** Why a thread is gone, if one is. */
  readonly dead: ModelError | undefined
  /** Ends them all. */
  stop(): void
}

/** Most threads that a model takes. */
const mostThreads = 64

/** Throws unless so many threads can run here. */
export function checkThreads(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1 || count > mostThreads)
    throw new RangeError(`threads is ${count}; it must be a whole number from 1 to ${mostThreads}`)
  if (count > 1 && !canShare())
    throw new UnsupportedError(
      `threads is ${count}, but this page is not cross-origin isolated, so memory cannot be shared: ` +
        'serve it with the headers ' +
        `Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or give threads: 1`,
    )
}

/** Starts `count` threads beside the caller, numbered from 1, and waits until all of them are ready. */
export async function startThreads(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  count: number,
): Promise<Threads> {
  const threads = new Crew()
  try {
    await Promise.all(Array.from({ length: count }, (_, i) => threads.add({ module, memory, thread: i + 1 })))
  } catch (error) {
    threads.stop()
    throw error
  }
  return threads
}

/** Lets the event loop turn once, so that news of a thread's death can come in. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { setImmediate } = globalThis as { setImmediate?: (then: () => void) => void }
    if (setImmediate) return setImmediate(resolve)
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })

// Implementation

interface NodeWorker {
  on(event: string, then: (value: unknown) => void): void
  unref(): void
  terminate(): unknown
}

interface NodeThreads {
  readonly Worker: new (code: string, options: { readonly eval: true; readonly workerData: unknown }) => NodeWorker
}

/** In Node always, in a page where it is isolated. */
const canShare = (): boolean =>
  nodeThreads() !== undefined || (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true

function nodeThreads(): NodeThreads | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  return process?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined
}

const life = `async ({ module, memory, thread }, post) => {
  try {
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
    post('ready')
    exports.work(thread)
  } catch (error) {
    post(String(error))
  }
}`
const inNode = `const { parentPort, workerData } = require('node:worker_threads');
(${life})(workerData, (news) => parentPort.postMessage(news))`
const inPage = `onmessage = ({ data }) => (${life})(data, (news) => postMessage(news))`

interface Start {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly thread: number
}

class Crew implements Threads {
  dead: ModelError | undefined
  readonly #workers: { terminate(): unknown }[] = []
  #stopped = false

  /** Resolves when the thread is ready. */
  add(start: Start): Promise<void> {
    return new Promise((resolve, reject) => {
      const gone = (why: string) => {
        if (this.#stopped) return
        this.dead ??= new ModelError(`thread ${start.thread} of the model is gone: ${why}; make the model again`)
        reject(this.dead)
      }
      const heard = (news: unknown) => (news === 'ready' ? resolve() : gone(String(news)))
      const node = nodeThreads()
      this.#workers.push(node ? startInNode(node, start, heard, gone) : startInPage(start, heard, gone))
    })
  }

  stop(): void {
    this.#stopped = true
    for (const worker of this.#workers) worker.terminate()
  }
}

function startInNode(
  { Worker }: NodeThreads,
  start: Start,
  heard: (news: unknown) => void,
  gone: (why: string) => void,
): NodeWorker {
  const worker = new Worker(inNode, { eval: true, workerData: start })
  worker.on('message', (news) => {
    // A model that nobody disposes does not keep the process, once its threads are there.
    worker.unref()
    heard(news)
  })
  worker.on('error', (error) => gone(String(error)))
  worker.on('exit', (code) => gone(`it ended with code ${String(code)}`))
  return worker
}

function startInPage(start: Start, heard: (news: unknown) => void, gone: (why: string) => void): Worker {
  const url = URL.createObjectURL(new Blob([inPage], { type: 'text/javascript' }))
  const worker = new Worker(url)
  worker.addEventListener('message', ({ data }) => {
    URL.revokeObjectURL(url)
    heard(data)
  })
  worker.addEventListener('error', ({ message }) => gone(message || 'the page does not let it start'))
  worker.postMessage(start, [])
  return worker
}
