import type { Shape } from '@cnn/shapes'
import type { Sides } from '../padding.ts'
import { mapShape } from '../walk.ts'
import type { Draft, Value } from './draft.ts'

/**
 * A map with values around it, zeros unless told otherwise; `inside` names the result and says the shape of the map.
 */
export function surround(
  draft: Draft,
  x: Value,
  [top, right, bottom, left]: Sides,
  inside: { readonly name: string; readonly shape: Shape; readonly value?: number },
): Value {
  const [height, width, channels] = mapShape(inside.shape)
  const pads = draft.constant(`${inside.name}/pads`, [4, 2], Int32Array.of(0, 0, top, bottom, left, right, 0, 0))
  const result = { name: inside.name, shape: [height + top + bottom, width + left + right, channels] }
  if (inside.value === undefined) return draft.operator('PAD', [x, pads], result)
  return draft.operator(
    'PADV2',
    [x, pads, draft.constant(`${inside.name}/value`, [], Float32Array.of(inside.value))],
    result,
  )
}
