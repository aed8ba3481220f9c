/**
 * @file When a task is ended by force. Tasks keep to their budget by themselves; one that is busy in an endless
 * inference cannot.
 */

import type { Task, TooSlow } from './task.ts'

/** Seconds that every task gets beyond its budget and half, for the page and the network to load. */
export const defaultGrace = 15

/** Seconds after which a task is ended by force. */
export const hardLimit = ({ budget }: Pick<Task, 'budget'>, grace: number = defaultGrace): number =>
  budget * 1.5 + grace

/** The outcome of a task that was ended by force after so many seconds: it would have needed more. */
export const tooLate = (seconds: number): TooSlow => ({
  kind: 'skipped',
  reason: `did not end within ${Math.round(seconds)} s`,
  estimate: seconds * 1000,
  atLeast: true,
})
