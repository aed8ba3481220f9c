import { overhang, type AvgPoolAttrs, type Tensor, type Window } from '@cnn/shapes'
import { ExportError } from '../error.ts'
import { meanWindows } from '../mean-windows.ts'
import { named } from '../padding.ts'
import { mapShape } from '../walk.ts'
import type { Operation } from './operation.ts'
import { separable } from './separable.ts'
import { withZeros } from './zeros.ts'

// Public API

/**
 * Keras's own padding never wins, but there is one way of it only; zeros do not win either where nothing is below them.
 */
export const maxPool: Operation<'maxPool'> = (draft, [x], attrs, { name, input, output, positive }) => {
  const pad = overhang(attrs, input, output)
  const padding = named(attrs, pad, mapShape(input))
  if (padding) return draft.layer(name, 'MaxPooling2D', [x!], { config: { ...pool(attrs), padding } })
  if (!positive)
    throw new ExportError(
      `tfjs layers cannot express ${name}: they have no max pooling padded by ${pad.join(', ')} of ` +
        'values below zero; write ONNX instead',
    )
  return draft.layer(name, 'MaxPooling2D', [withZeros(draft, `${name}/pad`, x!, pad)], {
    config: {
      ...pool(attrs),
      padding: 'valid',
    },
  })
}

/** Keras leaves padding out of the divisor; where it counts, the zeros are made real before. */
export const avgPool: Operation<'avgPool'> = (draft, [x], attrs, { name, input, output }) => {
  const pad = overhang(attrs, input, output)
  const counted = attrs.countPadding && attrs.pad.some((side) => side > 0)
  const overhangs = pad.some((side, i) => side > attrs.pad[i]!)
  if (counted && !overhangs)
    return draft.layer(name, 'AveragePooling2D', [withZeros(draft, `${name}/pad`, x!, pad)], {
      config: {
        ...pool(attrs),
        padding: 'valid',
      },
    })
  const padding = counted ? undefined : named(attrs, pad, mapShape(input))
  if (padding) return draft.layer(name, 'AveragePooling2D', [x!], { config: { ...pool(attrs), padding } })
  const [height, width] = mapShape(input)
  const [rows, columns] = mapShape(output)
  return separable(draft, name, x!, { rows: shares(attrs, 0, height, rows), columns: shares(attrs, 1, width, columns) })
}

// Implementation

const pool = ({ kernel, stride }: Window) => ({ pool_size: kernel, strides: stride, data_format: 'channels_last' })

/** The share of every pixel of an axis in the mean of each window. */
function shares(attrs: AvgPoolAttrs, axis: 0 | 1, size: number, count: number): Tensor {
  const data = new Float32Array(size * count)
  for (const [window, { from, to, divisor }] of meanWindows(attrs, axis, size, count).entries())
    for (let pixel = from; pixel < to; pixel++) data[pixel * count + window] = 1 / divisor
  return { shape: [size, count], data }
}
