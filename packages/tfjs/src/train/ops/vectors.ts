import { fill, matMul, mul, reshape, sub, sum, tensor2d, transpose, type Tensor2D } from '@tensorflow/tfjs-core'
import { mapShape } from '../../ops/operation.ts'
import type { Trainable } from './trainable.ts'

export const globalAveragePool: Trainable<'globalAveragePool'> = {
  backward: (dy, { shapes }) => {
    const [height, width, channels] = mapShape(shapes.input)
    return { inputs: [mul(reshape(dy, [-1, 1, 1, channels]), fill([1, height, width, 1], 1 / (height * width)))] }
  },
}

export const flatten: Trainable<'flatten'> = {
  backward: (dy, { shapes }) => {
    const [height, width, channels] = mapShape(shapes.input)
    return { inputs: [transpose(reshape(dy, [-1, channels, height, width]), [0, 2, 3, 1])] }
  },
}

/** Of −Σ (x − code)²: −2 Σ ∂y (x − code). The codes are fixed. */
export const rbf: Trainable<'rbf'> = {
  backward: (dy, { inputs: [x], attrs: { codes } }) => {
    const towards = matMul(dy as Tensor2D, tensor2d(codes.map((code) => [...code])))
    return { inputs: [mul(sub(mul(x!, sum(dy, 1, true)), towards), -2)] }
  },
}
