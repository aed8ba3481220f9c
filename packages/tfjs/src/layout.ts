/** @file From PyTorch's layout of weights to TensorFlow's. */

import { transposed } from '@cnn/shapes'

/** Convolution kernels [out, in, height, width] as [height, width, in, out]. */
export function kernelLayout(data: Float32Array, shape: readonly number[]): Float32Array {
  const [filters, channels, height, width] = shape as [number, number, number, number]
  const area = height * width
  const turned = transposed(data, filters, channels * area)
  if (area === 1) return turned
  const result = new Float32Array(data.length)
  for (let channel = 0; channel < channels; channel++)
    for (let at = 0; at < area; at++) {
      const from = (channel * area + at) * filters
      result.set(turned.subarray(from, from + filters), (at * channels + channel) * filters)
    }
  return result
}
