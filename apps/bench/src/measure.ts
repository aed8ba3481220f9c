/** @file Measures what the visitor chose, in frames of this page. */

import { run, type Progress, type Results } from '@cnn/bench'
import type { Choice } from './choice.ts'
import { pageEnvironment } from './environment.ts'
import { FrameHost } from '@cnn/bench/page'

export interface MeasureOptions {
  /** URL of the test images, or null. */
  readonly data: string | null
  readonly stop: AbortSignal
  readonly results: (results: Results) => void
  readonly progress: (progress: Progress) => void
}

export async function measure(choice: Choice, { data, stop, results, progress }: MeasureOptions): Promise<void> {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const host = new FrameHost(stop)
  // A phone must not fall asleep over it. Where there is no such lock, or it is refused, the visitor has to touch the screen.
  const lock = await navigator.wakeLock?.request('screen').catch(() => undefined)
  try {
    await run({ ...choice, seed, data }, () => host, await pageEnvironment(), {
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
