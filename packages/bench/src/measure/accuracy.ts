/** @file Classifies real test images, as many as the budget allows. */

import { cifar10Normalisation, normalise, parseCifar10 } from '@cnn/data'
import { predictAll } from '@cnn/tfjs'
import type { Platform, Ready } from './prepare.ts'
import type { AccuracyOutcome, AccuracyTask } from '../hosts/task.ts'

/** The first images of the test set, in their order, which is a random one. */
export async function classify(
  task: AccuracyTask,
  { model, device }: Pick<Ready, 'model' | 'device'>,
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
  let before = 0
  let told = -Infinity
  const tell = () => {
    // To hear of every batch costs the machine some of what classifies.
    if (seconds() - told < pause && done < wanted) return
    told = seconds()
    progress(`${done} of ${wanted} images`)
  }
  /**
   * A slow backend is asked for little at a time, so that it can stop in time. Few sizes, since each has its own
   * shaders.
   */
  const nextBatch = () => {
    if (done > 0) {
      tell()
      if (seconds() >= task.budget) return 0
      const [took, left] = [seconds() - before, task.budget - seconds()]
      if (10 * took < left / 2) batch = Math.min(10 * batch, most)
    }
    before = seconds()
    return batch
  }
  const images = function* () {
    for (let i = 0; i < wanted; i++) yield normalise(test, cifar10Normalisation, i, i + 1)
  }
  for await (const { i, logits: own } of predictAll(model, images(), { batch: nextBatch })) {
    // A backend that gives NaN is broken, and an accuracy of it would hide that.
    const broken = own.find((logit) => !Number.isFinite(logit))
    if (broken !== undefined) throw new Error(`a logit of the test images ${i} to ${i + 1} is ${broken}`)
    logits.push(...own)
    done = i + 1
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
/** Seconds between two messages. */
const pause = 0.25
