/** @file A task keeps to its budget by itself; this is for the one that cannot, busy in one endless inference. */

import type { Outcome, Task } from '@cnn/bench'

// Public API

/** Seconds that every task gets beyond its budget and half, for the page and the network to load. */
export const defaultGrace = 30

/** Seconds after which a task is ended by force. */
export const hardLimit = ({ budget }: Task, grace: number): number => budget * 1.5 + grace

/** The outcome of a task that was ended by force; what it would have needed is at least that. */
export const tooLate = (seconds: number): Outcome => ({
  kind: 'skipped',
  reason: `did not end within ${seconds} s`,
  estimate: seconds * 1000,
})

/** Settles like `work`; undefined when the limit is over first. */
export async function within<T>(seconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, undefined)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
