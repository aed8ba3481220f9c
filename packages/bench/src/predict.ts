/** @file The logits of pictures that somebody else has made ready. */

import { elements } from '@cnn/shapes'
import type { Platform, Ready } from './perform.ts'
import type { PredictOutcome, PredictTask } from './task.ts'

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
  for (let at = 0; at < pixels.length; at += each) {
    progress(`picture ${logits.length + 1} of ${pixels.length / each}`)
    const started = performance.now()
    const { logits: own } = await model.predict(pixels.subarray(at, at + each))
    milliseconds.push(performance.now() - started)
    // A backend that gives NaN is broken, or the weights are.
    if (!own!.every(Number.isFinite)) throw new Error(`logits of picture ${logits.length + 1} are no finite numbers`)
    logits.push(Array.from(own!))
  }
  return { kind: 'predict', device, logits, milliseconds }
}
