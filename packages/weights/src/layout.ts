/** @file From TensorFlow's layout of weights to PyTorch's, which is the graph's. */

import { elements, formatShape, transposed, WeightsError, type Node, type OwnedWeight, type Tensor } from '@cnn/shapes'

// Public API

/**
 * Kernels [h, w, in, out] as [out, in, h, w]; depthwise ones [h, w, channels, times] as [channels · times, 1, h, w];
 * dense [in, out] as [out, in], the inputs in the order of c, h, w where the layer comes after a flatten, which they
 * are in already if `flattened` says so. Vectors stay.
 */
export function fromTensorflow(
  { name, node, shape: expected }: OwnedWeight,
  { shape, data }: Tensor,
  flattened?: 'CHW',
): Tensor {
  if (shape.length === 1) return { shape, data }
  const outputs = expected[0]!
  const inputs = elements(expected) / outputs
  const depthwise =
    shape.length === 4 && expected.length === 4 && expected[1] === 1 && outputs === shape[2]! * shape[3]!
  const fits = depthwise
    ? inputs === shape[0]! * shape[1]!
    : elements(shape.slice(0, -1)) === inputs && shape.at(-1) === outputs
  if (!fits)
    throw new WeightsError(
      `${name} is ${formatShape(shape)} in TensorFlow's layout, which does not give ${formatShape(expected)}`,
    )
  const rows = transposed(data, inputs, outputs)
  const [area, channels] =
    depthwise || (flattened && expected.length === 2) ? [1, 1] : placesAndChannels(node, expected)
  return { shape: [...expected], data: area === 1 || channels === 1 ? rows : channelsFirst(rows, area, channels) }
}

// Implementation

/**
 * How the inputs of one output are counted: places of the window, or of the map that was flattened, and channels of
 * each.
 */
function placesAndChannels(node: Node, expected: readonly number[]): [places: number, channels: number] {
  if (expected.length === 4) return [expected[2]! * expected[3]!, expected[1]!]
  let before = node.inputs[0]
  while (before && before.kind !== 'flatten' && before.shape.length === 1) before = before.inputs[0]
  const map = before?.kind === 'flatten' ? before.inputs[0]!.shape : undefined
  // A layer between that changes the size is another dense one: then the order is that layer's own.
  return map?.length === 3 && elements(map) === expected[1] && !between(node)
    ? [map[0] * map[1], map[2]]
    : [1, expected[1]!]
}

function between(node: Node): boolean {
  for (let at = node.inputs[0]; at && at.kind !== 'flatten'; at = at.inputs[0]) if (at.kind === 'dense') return true
  return false
}

/** [outputs, places, channels] as [outputs, channels, places]. */
function channelsFirst(data: Float32Array, places: number, channels: number): Float32Array {
  const result = new Float32Array(data.length)
  for (let from = 0; from < data.length; from += places * channels)
    for (let place = 0; place < places; place++)
      for (let channel = 0; channel < channels; channel++)
        result[from + channel * places + place] = data[from + place * channels + channel]!
  return result
}
