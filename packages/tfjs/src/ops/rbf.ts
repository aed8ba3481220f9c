import { expandDims, neg, squaredDifference, sum, tensor2d } from '@tensorflow/tfjs-core'
import type { Operation } from './operation.ts'

/** The codes are attributes and no weights, so they are brought to the backend each time: LeNet-5 has 840 numbers. */
export const rbf: Operation<'rbf'> = {
  compute: ([x], _, { codes }) =>
    neg(sum(squaredDifference(expandDims(x!, 1), tensor2d(codes.map((code) => [...code]))), 2)),
}
