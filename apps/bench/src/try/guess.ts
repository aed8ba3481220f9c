/** @file What a network takes a picture for: computed in a worker, told as it goes. */

import type { BackendId, PredictOutcome, PredictTask } from '@cnn/bench'
import { formatDuration } from '@cnn/shapes'
import { WorkerHost } from '@cnn/bench/page'
import { preprocess, type Picture } from '@cnn/data'
import { openWorker } from '../open-worker.ts'
import type { ChosenWeights } from './choose-weights.ts'

// Public API

export interface Guess {
  readonly logits: readonly number[]
  /** How long it took, and on what. */
  readonly about: string
}

export interface GuessOptions {
  readonly network: string
  readonly backend: BackendId
  readonly stop: AbortSignal
  readonly progress: (message: string) => void
}

/** A text says why the backend gave no answer. */
export async function guess(
  picture: Picture,
  { url, options, preprocessing }: ChosenWeights,
  { network, backend, stop, progress }: GuessOptions,
): Promise<Guess | string> {
  const started = performance.now()
  const images = URL.createObjectURL(new Blob([preprocess(picture, preprocessing)]))
  try {
    const about = { network, backend, options, weights: url, images }
    const task: PredictTask = { kind: 'predict', ...about, budget: 600, batch: 1 }
    const outcome = await new WorkerHost(openWorker, stop).perform(task, progress)
    if (outcome.kind === 'predict')
      return { logits: outcome.logits[0]!, about: timeOf(outcome, performance.now() - started) }
    return 'reason' in outcome ? outcome.reason : 'it gave no answer'
  } finally {
    URL.revokeObjectURL(images)
  }
}

// Implementation

function timeOf({ milliseconds, device }: PredictOutcome, all: number): string {
  const software = device.software ? ', a software renderer' : ''
  return (
    `${formatDuration(milliseconds[0]!)} for the first inference, ${formatDuration(all)} with ` +
    `loading, on ${device.name}${software}`
  )
}
