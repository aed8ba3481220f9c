/** @file The same numbers in another shape or order. */

import type { Shape } from '@cnn/shapes'
import { mapShape } from '../walk.ts'
import type { Draft, Result, Value } from './draft.ts'

export function reshape(draft: Draft, x: Value, result: Result): Value {
  const shape = Int32Array.of(1, ...result.shape)
  return draft.operator('RESHAPE', [x, draft.constant(`${result.name}/shape`, [shape.length], shape)], result)
}

/** With the axes in another order, that of the batch among them. */
export function turn(draft: Draft, x: Value, axes: readonly number[], result: Result): Value {
  const order = draft.constant(`${result.name}/axes`, [axes.length], Int32Array.from(axes))
  return draft.operator('TRANSPOSE', [x, order], result)
}

/** A map as [channels, height, width]. */
export function channelsFirst(draft: Draft, x: Value, owner: string, map: Shape): Value {
  const [height, width, channels] = mapShape(map)
  return turn(draft, x, [0, 3, 1, 2], { name: `${owner}/channels_first`, shape: [channels, height, width] })
}
