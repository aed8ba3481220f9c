import { mul, tensor } from '@tensorflow/tfjs-core'
import type { Trainable } from './trainable.ts'

/** What is left is scaled up, so that nothing is to be done at inference. The numbers are the same on every backend. */
export const dropout: Trainable<'dropout'> = {
  forward: ([x], _, { rate }, { random }) => {
    const kept = 1 / (1 - rate)
    const mask = tensor(
      Float32Array.from({ length: x!.size }, (_, i) => (random(i) < rate ? 0 : kept)),
      x!.shape,
    )
    return { y: mul(x!, mask), kept: [mask] }
  },
  backward: (dy, { kept: [mask] }) => ({ inputs: [mul(dy, mask!)] }),
}
