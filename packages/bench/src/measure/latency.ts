/** @file Measures the latency of a network that is ready: one first inference, then warm ones. */

import { hashedImage } from '@cnn/weights'
import { Bench } from 'tinybench'
import type { Ready } from './prepare.ts'
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
  const infer = async () => {
    const start = performance.now()
    await model.predict(image)
    return performance.now() - start
  }
  progress('first inference')
  const first = await infer()
  if (performance.now() > deadline) return tooSlow(first, started, device)
  progress('second inference')
  // The second inference is no longer cold and is not counted: it tells how long the others will take.
  const second = await infer()
  const left = deadline - performance.now()
  if (left < fewest * second) return tooSlow(second, started, device)
  progress('warm inferences')
  const samples = await sample(infer, second, left)
  return { kind: 'latency', device, latency: { download, setup, first, samples, ...describe(samples) } }
}

// Implementation

const fewest = 3
/** Enough for a 90th percentile that means something, where there is time for it. */
const wanted = 30
const longEnough = 2000
/** A quick network would fill the results with samples that tell nothing more. */
const most = 1000

const tooSlow = (inference: number, started: number, device: Device): TooSlow => ({
  kind: 'skipped',
  device,
  reason: `one inference takes ${(inference / 1000).toPrecision(2)} s, and ${fewest} are the fewest to measure`,
  estimate: performance.now() - started + fewest * inference,
})

async function sample(infer: () => Promise<number>, each: number, left: number): Promise<number[]> {
  const iterations = Math.min(wanted, Math.max(fewest, Math.floor((0.8 * left) / each)))
  const bench = new Bench({
    time: Math.min(longEnough, most * each, 0.8 * left),
    iterations,
    retainSamples: true,
    warmup: each < 100,
    warmupTime: 250,
    warmupIterations: 3,
    throws: true,
  })
  bench.add('inference', async () => ({ overriddenDuration: await infer() }), { async: true })
  const [task] = await bench.run()
  const samples = task?.result && 'latency' in task.result ? task.result.latency.samples : undefined
  if (!samples) throw new Error('the measurement gave no samples')
  // To a tenth of a microsecond: no browser's clock tells more.
  return Array.from(samples, (milliseconds) => Math.round(milliseconds * 1e4) / 1e4)
}
