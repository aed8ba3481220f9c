/** @file Measures what the visitor chose, in workers of this page. */

import { run, type Progress, type Results } from '@cnn/bench'
import { WorkerHost } from '@cnn/bench/page'
import type { Choice } from './choose/choice.tsx'
import { pageEnvironment } from './environment.ts'
import { openWorker } from './open-worker.ts'
import { trainedUrls } from './trained-urls.ts'

export interface MeasureOptions {
  readonly stop: AbortSignal
  readonly results: (results: Results) => void
  readonly progress: (progress: Progress) => void
}

export async function measure(choice: Choice, { stop, results, progress }: MeasureOptions): Promise<void> {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const host = new WorkerHost(openWorker, stop)
  // A phone must not fall asleep over it. Where there is no such lock, or it is refused, the visitor has to touch the
  // screen.
  const lock = await navigator.wakeLock?.request('screen').catch(() => undefined)
  try {
    await run({ ...choice, weights: trainedUrls, seed }, () => host, await pageEnvironment(), {
      // The task that Stop broke off would pass for one that failed.
      results: (soFar) => {
        if (!stop.aborted) results(soFar)
      },
      progress,
      stopped: () => stop.aborted,
    })
  } finally {
    await lock?.release()
  }
}
