/** @file Measuring while this tab is in front: browsers slow a hidden one down. */

import type { Outcome, Task } from '../task.ts'

// Public API

interface Attention {
  readonly progress: (message: string) => void
  readonly stop: AbortSignal
}

/** Performs the task once the tab is in front, and again where it was hidden meanwhile. */
export async function inFrontOf(
  task: Task,
  { progress, stop }: Attention,
  perform: () => Promise<Outcome>,
): Promise<Outcome> {
  for (;;) {
    if (document.hidden) progress('waiting until this tab is in front')
    await inFront(stop)
    const hidden = watchHidden()
    const outcome = await perform()
    // Having been hidden spoils a latency, but no accuracy.
    if (!hidden() || task.kind !== 'latency') return outcome
    progress('once more, since the tab was hidden meanwhile')
  }
}

// Implementation

/** Resolves as soon as the tab is in front; rejects where `stop` comes first. */
function inFront(stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!document.hidden) return resolve()
    const over = new AbortController()
    const end = (settle: () => void) => {
      over.abort()
      settle()
    }
    document.addEventListener('visibilitychange', () => document.hidden || end(resolve), { signal: over.signal })
    stop.addEventListener('abort', () => end(() => reject(new Error('stopped'))), { signal: over.signal })
  })
}

/** Call what it returns, once, to hear whether the tab was hidden since. */
function watchHidden(): () => boolean {
  let hidden = document.hidden
  const look = () => (hidden ||= document.hidden)
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    return hidden
  }
}
