/**
 * @file Performs each task in a frame of its own: a fresh page, in which nothing is warm and which takes all its memory
 * away with it.
 */

import { messageOf } from '@cnn/shapes'
import { defaultGrace, hardLimit, tooLate } from '../limit.ts'
import type { Host, Outcome, Task } from '../task.ts'
import { inFrontOf } from './visibility.ts'

// Public API

/** What each frame shows, and how long it may take. */
export interface FrameHostOptions {
  /** Address of the page that performs one task, of this page's origin. */
  readonly cell?: string
  /** Seconds that a task gets beyond one and a half of its budget. */
  readonly grace?: number
}

/** Performs each task in a fresh iframe of this page. */
export class FrameHost implements Host {
  readonly #stop: AbortSignal
  readonly #options: Required<FrameHostOptions>

  /** `stop` breaks off the task that is under way: it rejects. */
  constructor(stop: AbortSignal, options: FrameHostOptions = {}) {
    this.#stop = stop
    this.#options = { cell: './cell.html', grace: defaultGrace, ...options }
  }

  async perform(task: Task, progress: (message: string) => void): Promise<Outcome> {
    return inFrontOf(task, { progress, stop: this.#stop }, () =>
      performInFrame(task, progress, { ...this.#options, stop: this.#stop }),
    )
  }
}

// Implementation

async function performInFrame(
  task: Task,
  progress: (message: string) => void,
  { cell, grace, stop }: Required<FrameHostOptions> & { readonly stop: AbortSignal },
): Promise<Outcome> {
  stop.throwIfAborted()
  const frame = document.createElement('iframe')
  frame.className = 'cell'
  frame.title = 'one measurement'
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  frame.src = cell
  const over = new AbortController()
  const limit = hardLimit(task, grace)
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      stop.addEventListener('abort', () => reject(new Error('stopped')), { signal: over.signal })
      timer = setTimeout(() => resolve(tooLate(limit)), limit * 1000)
      frame.addEventListener('load', () => begin(frame, task, progress).then(resolve, reject))
      document.body.append(frame)
    })
    // Of this page's realm: objects of the frame's would keep the whole frame in memory.
    return structuredClone(outcome)
  } finally {
    over.abort()
    clearTimeout(timer)
    frame.remove()
  }
}

/** Errors that nobody awaits, of a worker or a callback, end the task too. */
function begin(frame: HTMLIFrameElement, task: Task, progress: (message: string) => void): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(new Error(messageOf(error)))
    const page = pageOf(frame)
    if (!page?.cnnPerform)
      return fail(`${frame.src} did not load; is the page complete, and does its server still run?`)
    page.addEventListener('error', ({ error, message }) => fail(error ?? message))
    page.addEventListener('unhandledrejection', ({ reason }) => fail(reason))
    page.cnnPerform(task, progress).then(resolve, fail)
  })
}

/** The error page of a browser is of another origin, where even looking throws. */
function pageOf({ contentWindow }: HTMLIFrameElement): Window | undefined {
  try {
    return contentWindow?.cnnPerform && contentWindow
  } catch {
    return undefined
  }
}
