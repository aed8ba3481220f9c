import { mul, relu, sigmoid, tanh, type Tensor } from '@tensorflow/tfjs-core'
import type { Activation } from '@cnn/shapes'
import type { Operation } from './operation.ts'

export const activation: Operation<'activation'> = { compute: ([x], _, attrs) => functions[attrs.activation](x!) }

const functions: { readonly [K in Activation]: (x: Tensor) => Tensor } = {
  relu,
  sigmoid,
  tanh,
  scaledTanh: (x) => mul(tanh(mul(x, 2 / 3)), 1.7159),
}
