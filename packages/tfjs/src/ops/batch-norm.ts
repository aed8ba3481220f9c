import { add, mul, relu, tensor1d } from '@tensorflow/tfjs-core'
import type { Operation } from './operation.ts'

/** With its statistics fixed, batch norm is one factor and one term per channel, worked out once. */
export const batchNorm: Operation<'batchNorm'> = {
  place: (own, { epsilon }) => {
    const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => own(part)!.data)
    const scale = gamma!.map((value, i) => value / Math.sqrt(variance![i]! + epsilon))
    const shift = beta!.map((value, i) => value - mean![i]! * scale[i]!)
    return [tensor1d(scale), tensor1d(shift)]
  },
  compute: ([x], [scale, shift], { activation }) => {
    const y = add(mul(x!, scale!), shift!)
    return activation ? relu(y) : y
  },
}
