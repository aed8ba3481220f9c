import { transposed } from '@cnn/shapes'
import { fused, tensor1d, tensor2d, type Tensor2D } from '@tensorflow/tfjs-core'
import { asVector, type Operation } from './operation.ts'

export const dense: Operation<'dense'> = {
  place: (own) => {
    const { shape, data } = own('weight')!
    const [units, inputs] = shape as [number, number]
    const matrix = tensor2d(transposed(data, units, inputs), [inputs, units])
    const bias = own('bias')
    return bias ? [matrix, tensor1d(bias.data)] : [matrix]
  },
  compute: ([x], [matrix, bias], { activation }) =>
    fused.matMul({ a: asVector(x), b: matrix as Tensor2D, ...(bias && { bias }), activation: activation ?? 'linear' }),
}
