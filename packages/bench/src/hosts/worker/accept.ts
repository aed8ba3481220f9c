/** @file The worker of one cell: it performs one task, for the page that opened it. */

import { messageOf } from '@cnn/shapes'
import { perform } from '../../measure/perform.ts'
import type { Platform } from '../../measure/prepare.ts'
import { fetched, fetchedStart } from '../fetched.ts'
import type { Outcome, Task } from '../task.ts'

/** To the worker, once. A second task would find everything warm. */
export interface Request {
  readonly task: Task
  /** URL of the page, beside which the engines of other projects lie. */
  readonly page: string
}

/** From the worker: any number of messages, then one outcome or one error. */
export type Answer = { readonly message: string } | { readonly outcome: Outcome } | { readonly error: string }

/** Waits for the task. `wasmPaths` say where the binaries of tfjs's WASM backend are, by file name. */
export function acceptTask({ wasmPaths }: Pick<Platform, 'wasmPaths'>): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener, its page
  const answer = (text: Answer) => globalThis.postMessage(text)
  // Errors that nobody awaits, of a callback or of a worker of its own, end the task too.
  globalThis.addEventListener('unhandledrejection', ({ reason }) => answer({ error: messageOf(reason) }))
  globalThis.addEventListener('message', ({ data: { task, page } }: MessageEvent<Request>) => {
    const engines = new URL('engines/', page).href
    const platform: Platform = { ...(wasmPaths && { wasmPaths }), engines, read: fetched, readStart: fetchedStart }
    perform(task, platform, (message) => answer({ message })).then(
      (outcome) => answer({ outcome }),
      (error: unknown) => answer({ error: messageOf(error) }),
    )
  })
}
