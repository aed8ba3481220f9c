import type { Window } from '@cnn/shapes'
import { engine, getBackend, tensor4d, type Tensor4D } from '@tensorflow/tfjs-core'
import { asMap, type Shapes } from '../../ops/operation.ts'
import { explicit, sidesOf } from '../../ops/pool.ts'
import type { Trainable } from './trainable.ts'

/**
 * tfjs's kernel for WASM gives no gradient to windows without a positive value, so there it is computed here, and
 * several times faster.
 */
export const maxPool: Trainable<'maxPool'> = {
  backward: (dy, { inputs: [x], y, attrs, shapes }) => ({
    inputs: [
      getBackend() === 'wasm'
        ? routed(asMap(x), asMap(dy), attrs)
        : byKernel({ input: asMap(x), output: y as Tensor4D, dy: asMap(dy) }, attrs, shapes),
    ],
  }),
}

/** tfjs exports no function for it. */
function byKernel(
  maps: Readonly<Record<'input' | 'output' | 'dy', Tensor4D>>,
  attrs: Window,
  shapes: Shapes,
): Tensor4D {
  const options = { filterSize: [...attrs.kernel], strides: [...attrs.stride], pad: explicit(sidesOf(attrs, shapes)) }
  return engine().runKernel<Tensor4D>('MaxPoolGrad', maps, options)
}

/** Each gradient goes to the largest value of its window, the first of equals. */
function routed(x: Tensor4D, dy: Tensor4D, { kernel, stride, pad: [top, , , left] }: Window): Tensor4D {
  const [n, height, width, channels] = x.shape
  const [, rows, columns] = dy.shape
  const [values, gradients] = [x.dataSync<'float32'>(), dy.dataSync<'float32'>()]
  const result = new Float32Array(values.length)
  const largest = new Int32Array(channels)
  for (let window = 0; window < n * rows * columns; window++) {
    const y = (Math.floor(window / columns) % rows) * stride[0] - top
    const column = (window % columns) * stride[1] - left
    const image = Math.floor(window / (rows * columns)) * height
    largest.fill(-1)
    for (let row = Math.max(0, y); row < Math.min(height, y + kernel[0]); row++)
      for (let at = Math.max(0, column); at < Math.min(width, column + kernel[1]); at++) {
        const from = ((image + row) * width + at) * channels
        for (let c = 0; c < channels; c++)
          if (largest[c]! < 0 || values[from + c]! > values[largest[c]!]!) largest[c] = from + c
      }
    for (let c = 0; c < channels; c++) result[largest[c]!]! += gradients[window * channels + c]!
  }
  return tensor4d(result, x.shape)
}
