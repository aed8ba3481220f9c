import { matMul, transpose, type Tensor2D } from '@tensorflow/tfjs-core'
import { channelSum } from './per-channel.ts'
import type { Trainable } from './trainable.ts'

/** Transposed before and not within the product: WASM's fast product takes matrices as they lie. */
export const dense: Trainable<'dense'> = {
  backward: (dy, { inputs: [x], own: [matrix, bias], wanted }) => {
    const dMatrix = matMul(transpose(x as Tensor2D), dy as Tensor2D)
    return {
      inputs: [wanted ? matMul(dy as Tensor2D, transpose(matrix as Tensor2D)) : undefined],
      own: bias ? [dMatrix, channelSum(dy)] : [dMatrix],
    }
  },
}
