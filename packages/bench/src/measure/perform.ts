/** @file Performs one task: what a fresh page or process does. */

import { AbsentError } from '@cnn/tfjs/backend'
import type { Outcome, Task } from '../hosts/task.ts'
import { classify } from './accuracy.ts'
import { measureLatency } from './latency.ts'
import { predict } from './predict.ts'
import { prepare, type Platform } from './prepare.ts'
import { openProbe } from './probe.ts'

// Public API

/** Must be the only task that its page or process ever performs: tfjs keeps memory, and caches warm. */
export async function perform(
  task: Task,
  platform: Platform,
  progress: (message: string) => void = () => {},
): Promise<Outcome> {
  const begun = performance.now()
  try {
    const ready = await prepare(task, platform, progress)
    if (task.kind === 'predict') return await predict(task, ready, platform, progress)
    if (task.kind === 'accuracy') return await classify(task, ready, platform, progress)
    const probe = await openProbe(task, ready, platform)
    // Making up random weights is this benchmark's own affair, and no part of the time that a network gets.
    return await measureLatency(task, { ...ready, probe, started: begun + ready.making, ...turnOf(platform) }, progress)
  } catch (error) {
    if (error instanceof AbsentError) return { kind: 'absent', reason: error.message }
    throw error
  }
}

// Implementation

const turnOf = (platform: Platform) => platform.turn && { turn: () => platform.turn!() }
