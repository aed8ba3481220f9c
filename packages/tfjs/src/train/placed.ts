/** @file Between checkpoints, which are in PyTorch's layout, and the backend, which wants TensorFlow's. */

import type { OwnedWeight, Tensor, Weights } from '@cnn/shapes'
import { tensor, tidy, transpose, type Tensor as Placed } from '@tensorflow/tfjs-core'

/** Each of these tensors on the backend. */
export function place(owned: readonly OwnedWeight[], weights: Weights): Map<string, Placed> {
  return new Map(
    owned.map(({ name, shape }) => {
      const { data } = weights.get(name)!
      // A copy, since plain JavaScript's backend would go on to use the caller's.
      return [name, tidy(() => transpose(tensor(data.slice(), [...shape]), toTensorFlow[shape.length as Rank]))]
    }),
  )
}

/** The same back; waits for the backend. */
export async function read(owned: readonly OwnedWeight[], placed: ReadonlyMap<string, Placed>): Promise<Weights> {
  const result = new Map<string, Tensor>()
  for (const { name, shape } of owned) {
    const turned = transpose(placed.get(name)!, toPyTorch[shape.length as Rank])
    try {
      // A copy again, for the same reason.
      result.set(name, { shape, data: Float32Array.from(await turned.data()) })
    } finally {
      turned.dispose()
    }
  }
  return result
}

type Rank = 1 | 2 | 4
const toTensorFlow = { 1: [0], 2: [1, 0], 4: [2, 3, 1, 0] }
const toPyTorch = { 1: [0], 2: [1, 0], 4: [3, 2, 0, 1] }
