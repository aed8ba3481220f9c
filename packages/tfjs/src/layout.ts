/** @file From PyTorch's layout of weights to TensorFlow's. */

// Public API

/** A matrix [rows, columns] as [columns, rows]. */
export function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(data.length)
  // In squares, so that reading and writing both stay within the cache: VGG's matrix has 100 million elements.
  for (let top = 0; top < rows; top += side)
    for (let left = 0; left < columns; left += side)
      for (let row = top; row < Math.min(top + side, rows); row++)
        for (let column = left; column < Math.min(left + side, columns); column++)
          result[column * rows + row] = data[row * columns + column]!
  return result
}

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

// Implementation

const side = 32
