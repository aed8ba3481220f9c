/** @file A task keeps to its budget by itself; this is for the one that cannot, busy in one endless inference. */

import type { Task, TooSlow } from './task.ts'

/** Seconds that every task gets beyond its budget and half, for the page and the network to load. */
export const defaultGrace = 15

/** Seconds after which a task is ended by force. */
export const hardLimit = ({ budget }: Pick<Task, 'budget'>, grace: number = defaultGrace): number =>
  budget * 1.5 + grace

/** The outcome of a task that was ended by force; what it would have needed is at least that. */
export const tooLate = (seconds: number): TooSlow => ({
  kind: 'skipped',
  reason: `did not end within ${Math.round(seconds)} s`,
  estimate: seconds * 1000,
  atLeast: true,
})
