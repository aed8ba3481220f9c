/** @file Measures the latency of a network that is ready: one first inference, then warm ones. */

import { hashedImage } from '@cnn/weights'
import { clockGrain } from './clock.ts'
import type { Ready } from './prepare.ts'
import { takeSamples, type Wanted } from './samples.ts'
import type { Device } from '../results/results.ts'
import { describe } from '../results/statistics.ts'
import type { LatencyOutcome, TooSlow } from '../hosts/task.ts'

// Public API

/**
 * One image at a time; an inference ends when its data has arrived. `started` and `deadline` are times of
 * `performance.now()`.
 */
export async function measureLatency(
  { model, net, device, download, setup }: Ready,
  started: number,
  deadline: number,
  progress: (message: string) => void,
): Promise<LatencyOutcome | TooSlow> {
  const { data: image } = hashedImage(net.input.shape)
  const infer = () => model.predict(image)
  const timed = async () => {
    const start = performance.now()
    await infer()
    return performance.now() - start
  }
  progress('first inference')
  const first = await timed()
  if (performance.now() > deadline) return tooSlow(first, started, device)
  progress('second inference')
  // The second inference is no longer cold and is not counted: it tells how long the others will take.
  const second = await timed()
  const left = deadline - performance.now()
  if (left < fewest * second) return tooSlow(second, started, device)
  progress('warm inferences')
  const taken = await takeSamples(infer, second, howMany(second, left))
  return { kind: 'latency', device, latency: { download, setup, first, ...taken, ...describe(taken.samples) } }
}

// Implementation

const fewest = 3
/** Enough for a 90th percentile that means something, where there is time for it. */
const wanted = 30
const longEnough = 2000
/** A quick network would fill the results with samples that tell nothing more. */
const most = 1000
/** Milliseconds of a sample: quicker inferences are timed several at once. A step of the clock is 1 % of it at most. */
const shortest = 1
const steps = 100

const tooSlow = (inference: number, started: number, device: Device): TooSlow => ({
  kind: 'skipped',
  device,
  reason: `one inference takes ${(inference / 1000).toPrecision(2)} s, and ${fewest} are the fewest to measure`,
  estimate: performance.now() - started + fewest * inference,
})

/** `each` and `left` in milliseconds: what one inference takes, and what is left of the budget. */
function howMany(each: number, left: number): Wanted {
  const room = 0.8 * left
  return {
    least: Math.min(wanted, Math.max(fewest, Math.floor(room / each))),
    most,
    time: Math.min(longEnough, room),
    shortest: Math.max(shortest, steps * clockGrain()),
  }
}
