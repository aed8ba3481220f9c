import type { Activation } from '@cnn/shapes'
import { mul, square, step, sub, type Tensor } from '@tensorflow/tfjs-core'
import type { Trainable } from './trainable.ts'

export const activation: Trainable<'activation'> = {
  backward: (dy, { y, attrs }) => ({ inputs: [mul(dy, slopes[attrs.activation](y))] }),
}

/** The derivative, from the value. */
const slopes: { readonly [K in Activation]: (y: Tensor) => Tensor } = {
  relu: (y) => step(y),
  sigmoid: (y) => mul(y, sub(1, y)),
  tanh: (y) => sub(1, square(y)),
  scaledTanh: (y) => mul(sub(1.7159, mul(square(y), 1 / 1.7159)), 2 / 3),
}
