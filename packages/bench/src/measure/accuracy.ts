/** @file Classifies real test images, as many as the budget allows. */

import { cifar10Normalisation, normalise, parseCifar10 } from '@cnn/data'
import type { Platform, Ready } from './prepare.ts'
import type { AccuracyOutcome, AccuracyTask } from '../hosts/task.ts'

/** The first images of the test set, in their order, which is a random one. */
export async function classify(
  task: AccuracyTask,
  { model, device }: Ready,
  platform: Platform,
  progress: (message: string) => void,
): Promise<AccuracyOutcome> {
  const test = parseCifar10(await platform.read(task.data), task.data)
  const wanted = Math.min(task.images, test.count)
  const logits: number[] = []
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  let done = 0
  let batch: number = task.batch
  while (done < wanted && (done === 0 || seconds() < task.budget)) {
    const end = Math.min(done + batch, wanted)
    const before = seconds()
    const output = await model.predict(normalise(test, cifar10Normalisation, done, end))
    for (const logit of output['logits']!) {
      // A backend that gives NaN is broken, and an accuracy of it would hide that.
      if (!Number.isFinite(logit)) throw new Error(`a logit of the test images ${done} to ${end} is ${logit}`)
      logits.push(logit)
    }
    done = end
    // A slow backend is asked for little at a time, so that it can stop in time. Few sizes, since each has its own shaders.
    const [took, left] = [seconds() - before, task.budget - seconds()]
    if (10 * took < left / 2) batch = Math.min(10 * batch, most)
    progress(`${done} of ${wanted} images`)
  }
  return {
    kind: 'accuracy',
    device,
    images: done,
    seconds: seconds(),
    logits,
    labels: [...test.labels.subarray(0, done)],
  }
}

const most = 100
