/** @file Performs one task: what a fresh page or process does. */

import { AbsentError } from '@cnn/tfjs/backend'
import type { Outcome, Task } from '../hosts/task.ts'
import { classify } from './accuracy.ts'
import { measureLatency } from './latency.ts'
import { predict } from './predict.ts'
import { prepare, type Platform } from './prepare.ts'

/** Must be the only task that its page or process ever performs: tfjs keeps memory, and caches warm. */
export async function perform(
  task: Task,
  platform: Platform,
  progress: (message: string) => void = () => {},
): Promise<Outcome> {
  const started = performance.now()
  const deadline = started + task.budget * 1000
  try {
    const ready = await prepare(task, platform, progress)
    if (task.kind === 'predict') return await predict(task, ready, platform, progress)
    return task.kind === 'latency'
      ? await measureLatency(ready, started, deadline, progress)
      : await classify(task, ready, platform, progress)
  } catch (error) {
    if (error instanceof AbsentError) return { kind: 'absent', reason: error.message }
    throw error
  }
}
