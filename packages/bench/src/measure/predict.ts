/** @file The logits of pictures that somebody else has made ready. */

import { elements } from '@cnn/shapes'
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
  for (let from = 0; from < count; from += task.batch) {
    const to = Math.min(from + task.batch, count)
    progress(`picture ${from + 1} of ${count}`)
    const started = performance.now()
    const { logits: own } = await model.predict(pixels.subarray(from * each, to * each))
    const share = (performance.now() - started) / (to - from)
    const classes = own!.length / (to - from)
    for (let i = 0; i < to - from; i++) {
      const row = own!.subarray(i * classes, (i + 1) * classes)
      // A backend that gives NaN is broken, or the weights are.
      if (!row.every(Number.isFinite)) throw new Error(`logits of picture ${from + i + 1} are no finite numbers`)
      logits.push([...row])
      milliseconds.push(share)
    }
  }
  return { kind: 'predict', device, logits, milliseconds }
}
