import { add, conv2d, mul, pow, square, sub, tensor4d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Trainable } from './trainable.ts'

/**
 * y = x s^−β with s = k + α W x², W being the sum over neighbouring channels, so that
 *
 *     ∂x = s^−β ∂y − 2αβ x W (∂y x s^(−β−1))
 *
 * tfjs's kernels for it loop over pairs of channels on WebGL and WebGPU, for seconds.
 */
export const lrn: Trainable<'lrn'> = {
  backward: (dy, { inputs: [x], attrs: { size, k, alpha, beta } }) => {
    const s = add(mul(neighbours(square(x!), size), alpha), k)
    const power = pow(s, -beta)
    const other = neighbours(mul(mul(dy, x!), mul(power, pow(s, -1))), size)
    return { inputs: [sub(mul(dy, power), mul(mul(x!, other), 2 * alpha * beta))] }
  },
}

/** As a 1×1 convolution by a band of ones. */
function neighbours(x: Tensor, size: number): Tensor {
  const channels = x.shape[3]!
  const band = Float32Array.from({ length: channels ** 2 }, (_, i) =>
    Math.abs(Math.floor(i / channels) - (i % channels)) <= (size - 1) / 2 ? 1 : 0,
  )
  return conv2d(x as Tensor4D, tensor4d(band, [1, 1, channels, channels]), 1, 'valid')
}
