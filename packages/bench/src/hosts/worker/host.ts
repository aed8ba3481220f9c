/**
 * @file Performs each task in a worker of its own: nothing in it is warm, it takes all its memory away with it, and the
 * page goes on answering meanwhile, so that a task can be broken off at any moment.
 */

import { FrameHost } from '../frame/host.ts'
import { runsOnBattery } from '../../measure/clock.ts'
import { inFrontOf } from '../frame/visibility.ts'
import { hardLimit, tooLate } from '../limit.ts'
import type { Host, Outcome, Task } from '../task.ts'
import type { Answer, Request } from './accept.ts'

// Public API

/** Performs each task in a fresh Web Worker, and what a worker cannot in a frame. */
export class WorkerHost implements Host {
  readonly #open: () => Worker
  readonly #stop: AbortSignal

  /** `open` starts a worker that calls `acceptTask`. `stop` breaks off the task that is under way: it rejects. */
  constructor(open: () => Worker, stop: AbortSignal) {
    this.#open = open
    this.#stop = stop
  }

  async perform(task: Task, progress: (message: string) => void): Promise<Outcome> {
    const stop = this.#stop
    const outcome = await inFrontOf(task, { progress, stop }, () => performIn(this.#open, task, { progress, stop }))
    // Some browsers give WebGL or WebGPU to pages alone: what a worker lacks is asked for in a frame.
    return outcome.kind === 'absent' ? new FrameHost(stop).perform(task, progress) : withBattery(outcome)
  }
}

// Implementation

/** A worker is not told of the battery, its page is. */
async function withBattery(outcome: Outcome): Promise<Outcome> {
  const onBattery = outcome.kind === 'latency' ? await runsOnBattery() : undefined
  if (outcome.kind !== 'latency' || onBattery === undefined) return outcome
  return { ...outcome, circumstances: { ...outcome.circumstances, onBattery } }
}

interface Attention {
  readonly progress: (message: string) => void
  readonly stop: AbortSignal
}

async function performIn(open: () => Worker, task: Task, { progress, stop }: Attention): Promise<Outcome> {
  stop.throwIfAborted()
  const worker = open()
  const over = new AbortController()
  const limit = hardLimit(task)
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      const { signal } = over
      stop.addEventListener('abort', () => reject(new Error('stopped')), { signal })
      timer = setTimeout(() => resolve(tooLate(limit)), limit * 1000)
      worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
        if (signal.aborted) return
        if ('message' in data) progress(data.message)
        else if ('outcome' in data) resolve(data.outcome)
        else reject(new Error(data.error))
      })
      // There is no message where the script did not even load.
      worker.addEventListener('error', ({ message }) => reject(new Error(message || notLoaded)))
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- workers have no origin of their own
      worker.postMessage({ task, page: document.baseURI } satisfies Request)
    })
  } finally {
    over.abort()
    clearTimeout(timer)
    worker.terminate()
  }
}

const notLoaded = 'the script that measures did not load; is the page complete, and does its server still run?'
