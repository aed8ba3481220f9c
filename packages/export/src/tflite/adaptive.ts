import type { Tensor } from '@cnn/shapes'
import { adaptiveMatrix } from '../adaptive.ts'
import { mapShape } from '../walk.ts'
import type { Operation } from './operation.ts'
import { channelsFirst, reshape, turn } from './reshape.ts'
import { fullyConnected } from './schema.ts'

// Public API

/**
 * TFLite has none. A mean of windows is linear: channel by channel a product with one matrix of all pixels and all
 * windows.
 */
export const adaptiveAvgPool: Operation<'adaptiveAvgPool'> = (draft, [x], { size }, { name, input, output }) => {
  const [height, width, channels] = mapShape(input)
  const windows = size[0] * size[1]
  const matrix = allWindows(adaptiveMatrix(height, size[0]), adaptiveMatrix(width, size[1]))
  const parts = [
    draft.constant(`${name}/windows`, [windows, height * width], matrix),
    draft.constant(`${name}/none`, [windows], new Float32Array(windows)),
  ]
  const rows = reshape(draft, channelsFirst(draft, x!, name, input), {
    name: `${name}/rows`,
    shape: [channels, height * width],
  })
  const means = { name: `${name}/means`, shape: [channels, windows] }
  const found = draft.operator(
    'FULLY_CONNECTED',
    [rows, ...parts],
    means,
    fullyConnected(undefined, { keepDimensions: true }),
  )
  return reshape(draft, turn(draft, found, [0, 2, 1], { name: `${name}/channels_last`, shape: [windows, channels] }), {
    name,
    shape: output,
  })
}

// Implementation

/** The share of each pixel in each window of a map, [windows, pixels], of those along its columns and its rows. */
function allWindows(
  { shape: [height = 0, rows = 0], data: down }: Tensor,
  { shape: [width = 0, columns = 0], data: across }: Tensor,
) {
  const result = new Float32Array(rows * columns * height * width)
  let at = 0
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) result[at++] = down[y * rows + row]! * across[x * columns + column]!
  return result
}
