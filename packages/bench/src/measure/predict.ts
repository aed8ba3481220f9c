/** @file The logits of pictures that somebody else has made ready. */

import { elements } from '@cnn/shapes'
import { predictAll } from '@cnn/tfjs'
import type { Platform, Ready } from './prepare.ts'
import type { PredictOutcome, PredictTask } from '../hosts/task.ts'

export async function predict(
  task: PredictTask,
  { model, net, device }: Ready,
  platform: Platform,
  progress: (message: string) => void,
): Promise<PredictOutcome> {
  const bytes = await platform.read(task.images)
  const each = elements(net.input.shape)
  if (bytes.length === 0 || bytes.length % (each * 4) !== 0)
    throw new Error(`${bytes.length} bytes of pictures are no whole number of ${net.input.shape.join('×')} in float32`)
  // Copied, since bytes may start anywhere in their buffer, and float32 may not.
  const pixels = new Float32Array(Uint8Array.from(bytes).buffer)
  const logits: number[][] = []
  const milliseconds: number[] = []
  const count = pixels.length / each
  const batch = () => {
    if (logits.length < count) progress(`picture ${logits.length + 1} of ${count}`)
    return task.batch
  }
  const images = Array.from({ length: count }, (_, i) => pixels.subarray(i * each, (i + 1) * each))
  for await (const { i, logits: own, milliseconds: share } of predictAll(model, images, { batch })) {
    // A backend that gives NaN is broken, or the weights are.
    if (!own.every(Number.isFinite)) throw new Error(`logits of picture ${i + 1} are no finite numbers`)
    logits.push([...own])
    milliseconds.push(share)
  }
  return { kind: 'predict', device, logits, milliseconds }
}
