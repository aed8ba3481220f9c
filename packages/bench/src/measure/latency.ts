/** @file Measures the latency of a network that is ready: one first inference, then warm ones. */

import { clockGrain, watchPage } from './clock.ts'
import type { Ready } from './prepare.ts'
import type { Probe } from './probe.ts'
import { takeSamples, type Wanted } from './samples.ts'
import type { Device } from '../results/results.ts'
import { describe } from '../results/statistics.ts'
import type { LatencyOutcome, LatencyTask, TooSlow } from '../hosts/task.ts'

// Public API

/** A network that is ready, what is inferred of it, and when its time began, as `performance.now()` tells. */
export interface Measurable extends Pick<Ready, 'device' | 'download' | 'setup'> {
  readonly probe: Probe
  readonly started: number
  readonly turn?: () => Promise<void>
}

/** One image at a time; an inference ends when its data has arrived. */
export async function measureLatency(
  { budget, enough = longEnough, turns }: Pick<LatencyTask, 'budget' | 'enough' | 'turns'>,
  { device, download, setup, probe, started, turn }: Measurable,
  progress: (message: string) => void,
): Promise<LatencyOutcome | TooSlow> {
  const deadline = started + budget * 1000
  const timed = async () => {
    const start = performance.now()
    await probe.infer()
    return performance.now() - start
  }
  const look = watchPage()
  progress('first inference')
  const first = await timed()
  if (performance.now() > deadline) return overBudget(first, started, device)
  progress('second inference')
  // The second inference is no longer cold and is not counted: it tells how long the others will take.
  const second = await timed()
  const left = deadline - performance.now()
  if (left < fewest * second) return tooSlow(second, started, device)
  progress('warm inferences')
  const least = device.software ? fewest : leastOf(second, probe.images, enough)
  const taken = await takeSamples(() => probe.infer(), second, {
    ...howMany(second, { least, enough, left }),
    ...(turns !== undefined && { turns }),
    ...(turn && { turn }),
  })
  return {
    kind: 'latency',
    device,
    latency: { download, setup, first, ...taken, ...describe(taken.samples) },
    ...probe.answers(),
    circumstances: await look(),
  }
}

// Implementation

/** A software renderer gets no more: its times tell nothing of a GPU. */
const fewest = 3
/** Enough for a 90th percentile that means something, where there is time for it. */
const wanted = 30
const longEnough = 2000
/** So many times the time that is enough is spent where samples are still few. */
const patience = 3
/** A quick network would fill the results with samples that tell nothing more. */
const most = 1000
/** Milliseconds of a sample: quicker inferences are timed several at once. A step of the clock is 1 % of it at most. */
const shortest = 1
const steps = 100

/** A quick network gets through all of the images that it is checked with, a slow one through fewer than wanted. */
function leastOf(each: number, images: number, enough: number): number {
  if (each * images <= longEnough) return Math.max(wanted, images)
  return Math.max(fewest, Math.min(wanted, Math.floor((patience * enough) / each)))
}

const tooSlow = (inference: number, started: number, device: Device): TooSlow => ({
  kind: 'skipped',
  device,
  reason: `one inference takes ${(inference / 1000).toPrecision(2)} s, and ${fewest} are the fewest to measure`,
  estimate: performance.now() - started + fewest * inference,
})

/** What a first inference takes tells nothing of warm ones, least of all where shaders are compiled. */
const overBudget = (first: number, started: number, device: Device): TooSlow => ({
  kind: 'skipped',
  device,
  reason: `the budget was over after the first inference, of ${(first / 1000).toPrecision(2)} s`,
  estimate: performance.now() - started,
  atLeast: true,
  stuck: false,
})

interface Room {
  /** Samples to take where there is time for them. */
  readonly least: number
  /** Milliseconds that are enough, and those that are left of the budget. */
  readonly enough: number
  readonly left: number
}

/** `each` is what one inference takes, in milliseconds. */
function howMany(each: number, { least, enough, left }: Room): Wanted {
  const room = 0.8 * left
  return {
    least: Math.min(least, Math.max(fewest, Math.floor(room / each))),
    most,
    time: Math.min(enough, room),
    shortest: Math.max(shortest, steps * clockGrain()),
  }
}
