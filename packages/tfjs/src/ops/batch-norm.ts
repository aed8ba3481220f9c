import { fused, reshape, tensor1d, tensor4d, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { FusedActivation } from '@cnn/shapes'
import type { Operation } from './operation.ts'

/**
 * With its statistics fixed, batch norm is one factor and one term per channel. As a depthwise 1×1 convolution, factor,
 * term and ReLU are one pass over the data on every backend; on WASM it takes a third of what three operations take.
 */
export const batchNorm: Operation<'batchNorm'> = {
  place: (own, { epsilon }) => {
    const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map(
      (part) => own(part)!.data,
    )
    const scale = gamma!.map((value, i) => value / Math.sqrt(variance![i]! + epsilon))
    const shift = beta!.map((value, i) => value - mean![i]! * scale[i]!)
    return place(scale, shift)
  },
  compute: ([x], placed, { activation }) => perChannel(x!, placed, activation),
}

export const scaleShift: Operation<'scaleShift'> = {
  place: (own) => place(own('weight')!.data, own('bias')!.data),
  compute: ([x], placed) => perChannel(x!, placed),
}

const place = (scale: Float32Array, shift: Float32Array): Tensor[] => [
  tensor4d(scale, [1, 1, scale.length, 1]),
  tensor1d(shift),
]

function perChannel(
  x: Tensor,
  [filter, bias]: readonly Tensor[],
  activation: FusedActivation | 'linear' = 'linear',
): Tensor {
  const map: Tensor4D = x.rank === 4 ? (x as Tensor4D) : reshape(x, [-1, 1, 1, x.shape[1]!])
  const y = fused.depthwiseConv2d({
    x: map,
    filter: filter as Tensor4D,
    bias: bias as Tensor1D,
    strides: 1,
    pad: 'valid',
    activation,
  })
  return reshape(y, x.shape)
}
