import { overhang } from '@cnn/shapes'
import { meanWindows } from '../mean-windows.ts'
import { named } from '../padding.ts'
import { mapShape } from '../walk.ts'
import type { Operation } from './operation.ts'
import { multiplication, pool2D } from './schema.ts'
import { surround } from './surround.ts'

// Public API

/**
 * TFLite's own padding never wins, but there is one way of it only; zeros do not win either where nothing is below
 * them.
 */
export const maxPool: Operation<'maxPool'> = (draft, [x], attrs, { name, input, output, positive }) => {
  const pad = overhang(attrs, input, output)
  const padding = named(attrs, pad, mapShape(input))
  const around = { name: `${name}/pad`, shape: input, ...(!positive && { value: lowest }) }
  const padded = padding ? x! : surround(draft, x!, pad, around)
  return draft.operator(
    'MAX_POOL_2D',
    [padded],
    { name, shape: output },
    pool2D({ padding: padding ?? 'valid', stride: attrs.stride }, attrs.kernel),
  )
}

/**
 * TFLite leaves its own padding out of the divisor. Where that is not what is asked, zeros are made real before, so
 * that every window divides by all of its kernel, and a factor for each position mends those that should not.
 */
export const avgPool: Operation<'avgPool'> = (draft, [x], attrs, { name, input, output }) => {
  const pad = overhang(attrs, input, output)
  const [height, width] = mapShape(input)
  const [rows, columns] = mapShape(output)
  const counted = attrs.countPadding && attrs.pad.some((side) => side > 0)
  const padding = counted ? undefined : named(attrs, pad, mapShape(input))
  const result = { name, shape: output }
  if (padding)
    return draft.operator('AVERAGE_POOL_2D', [x!], result, pool2D({ padding, stride: attrs.stride }, attrs.kernel))

  const factors = (axis: 0 | 1, size: number, count: number) =>
    meanWindows(attrs, axis, size, count).map(({ divisor }) => attrs.kernel[axis] / divisor)
  const [vertical, horizontal] = [factors(0, height, rows), factors(1, width, columns)]
  const all = vertical.flatMap((above) => horizontal.map((beside) => above * beside))
  const whole = all.every((factor) => factor === 1)
  const padded = surround(draft, x!, pad, { name: `${name}/pad`, shape: input })
  const sum = { name: whole ? name : `${name}/mean`, shape: output }
  const mean = draft.operator(
    'AVERAGE_POOL_2D',
    [padded],
    sum,
    pool2D({ padding: 'valid', stride: attrs.stride }, attrs.kernel),
  )
  if (whole) return mean
  const mended = draft.constant(`${name}/factors`, [1, rows, columns, 1], Float32Array.from(all))
  return draft.operator('MUL', [mean, mended], result, multiplication)
}

// Implementation

/** The lowest number of float32, which no value is below. */
const lowest = -(2 - 2 ** -23) * 2 ** 127
