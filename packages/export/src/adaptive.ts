import { adaptiveWindows, type Tensor } from '@cnn/shapes'

/**
 * Adaptive average pooling of one axis as a matrix [size, count]: each column is the share of every pixel in one
 * window.
 */
export function adaptiveMatrix(size: number, count: number): Tensor {
  const data = new Float32Array(size * count)
  for (const [window, [from, to]] of adaptiveWindows(size, count).entries())
    for (let pixel = from; pixel < to; pixel++) data[pixel * count + window] = 1 / (to - from)
  return { shape: [size, count], data }
}
