/** @file Every error says which layer, what is wrong and what would be right. */

import { describe, expect, test } from 'vitest'
import {
  avgPool,
  batchNorm,
  concat,
  conv,
  dense,
  dropout,
  flatten,
  globalAveragePool,
  input,
  lrn,
  maxPool,
  padChannels,
  ShapeError,
  type FeatureMap,
  type Node,
} from '../src/index.ts'

const map = input([8, 8, 6])
const vector = globalAveragePool(map)

function message(build: () => unknown): string {
  try {
    build()
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error
    return error.message
  }
  return expect.unreachable()
}

test('a window that does not fit', () => {
  expect(message(() => conv(map, 'c', { filters: 1, kernel: [9, 11], pad: [0, 1] }))).toBe(
    "conv 'c' on 8×8×6: a 9×11 window does not fit in 8×10 (padding included); use a larger image, " +
      'a smaller kernel or more padding',
  )
  expect(message(() => conv(map, 'c', { filters: 1, kernel: 5, dilation: 2 }))).toContain(
    'a 9×9 window does not fit in 8×8',
  )
  expect(message(() => maxPool(map, { kernel: 9 }))).toContain('maxPool on 8×8×6: a 9×9 window does not fit in 8×8')
})

test('groups that do not divide', () => {
  expect(message(() => conv(map, 'c', { filters: 8, kernel: 1, groups: 4 }))).toBe(
    "conv 'c' on 8×8×6: 6 channels do not split into 4 groups",
  )
  expect(message(() => conv(map, 'c', { filters: 8, kernel: 1, groups: 3 }))).toBe(
    "conv 'c' on 8×8×6: 8 filters do not split into 3 groups",
  )
})

test('a layer without a name', () => {
  expect(message(() => conv(map, '', { filters: 8, kernel: 1 }))).toBe(
    'conv owns weights and needs a name, which is their key in a checkpoint',
  )
  expect(message(() => batchNorm(map, ''))).toContain('batchNorm owns weights and needs a name')
})

test('an image with its batch, or without its channels', () => {
  // @ts-expect-error four sizes
  expect(message(() => input([1, 32, 32, 3]))).toBe('input: the image is [height, width, channels], without the batch')
  // @ts-expect-error two sizes
  expect(message(() => input([28, 28]))).toContain('[height, width, channels]')
})

test('half a pair, a pair and a half', () => {
  // @ts-expect-error one number
  expect(message(() => conv(map, 'c', { filters: 1, kernel: [3] }))).toBe(
    "kernel of conv 'c' is undefined; it must be a whole number of at least 1",
  )
  // @ts-expect-error three numbers
  expect(message(() => conv(map, 'c', { filters: 1, kernel: [3, 3, 3] }))).toBe(
    "kernel of conv 'c' has 3 numbers; it takes one, or [height, width]",
  )
  for (const pad of [[], [1], [1, 1, 1], [1, 1, 1, 1, 1]])
    // @ts-expect-error neither two nor four
    expect(message(() => conv(map, 'c', { filters: 1, kernel: 3, pad }))).toBe(
      `pad of conv 'c' has ${pad.length} numbers; it takes one, [height, width] or [top, right, bottom, left]`,
    )
})

describe.each([0, -1, 1.5, NaN, Infinity, '3'])('%o', (bad) => {
  const value = bad as number
  const whole = 'it must be a whole number of at least'
  test.each<[string, () => unknown]>([
    ["filters of conv 'c'", () => conv(map, 'c', { filters: value, kernel: 1 })],
    ["groups of conv 'c'", () => conv(map, 'c', { filters: 1, kernel: 1, groups: value })],
    ["kernel of conv 'c'", () => conv(map, 'c', { filters: 1, kernel: value })],
    ["kernel of conv 'c'", () => conv(map, 'c', { filters: 1, kernel: [1, value] })],
    ["stride of conv 'c'", () => conv(map, 'c', { filters: 1, kernel: 1, stride: value })],
    ["dilation of conv 'c'", () => conv(map, 'c', { filters: 1, kernel: 1, dilation: value })],
    ['kernel of maxPool', () => maxPool(map, { kernel: value })],
    ['stride of avgPool', () => avgPool(map, { kernel: 1, stride: value })],
    ["units of dense 'd'", () => dense(vector, 'd', { units: value })],
    ['width', () => input([8, value, 3])],
    ['channels', () => input([8, 8, value])],
  ])('as %s', (what, build) => {
    expect(message(build)).toContain(`${what} is ${bad}; ${whole} 1`)
  })
})

test.each([-1, 0.5, NaN])('padding of %o', (bad) => {
  expect(message(() => conv(map, 'c', { filters: 1, kernel: 3, pad: bad }))).toContain(
    `pad of conv 'c' is ${bad}; it must be a whole`,
  )
  expect(message(() => maxPool(map, { kernel: 3, pad: [0, 0, bad, 0] }))).toContain(`pad of maxPool is ${bad}`)
  expect(message(() => padChannels(map, { before: bad, after: 0 }))).toContain(`padChannels on 8×8×6: before is ${bad}`)
  expect(message(() => padChannels(map, { before: 0, after: bad }))).toContain(`after is ${bad}`)
})

test('constants that are no numbers', () => {
  expect(message(() => batchNorm(map, 'b', { epsilon: NaN }))).toBe(
    "batchNorm 'b' on 8×8×6: epsilon is NaN; it must be a finite number of at least 0",
  )
  expect(message(() => batchNorm(map, 'b', { epsilon: -1e-5 }))).toContain('epsilon is -0.00001')
  expect(message(() => lrn(map, { size: 4 }))).toBe(
    'lrn on 8×8×6: size is 4; it must be an odd whole number, so that there is a middle channel',
  )
  expect(message(() => lrn(map, { alpha: Infinity }))).toBe(
    'lrn on 8×8×6: alpha is Infinity; it must be a finite number',
  )
  for (const rate of [1, -0.1, NaN, '0.5' as unknown as number])
    expect(message(() => dropout(map, { rate }))).toBe(
      `dropout on 8×8×6: rate is ${rate}; it must be at least 0 and below 1`,
    )
})

test('a vector where a feature map has to be', () => {
  const wrong = vector as unknown as Node<FeatureMap>
  const remedy = 'it takes a feature map [height, width, channels]; put it before flatten or globalAveragePool'
  expect(message(() => conv(wrong, 'c', { filters: 1, kernel: 1, pad: 'same' }))).toBe(`conv 'c' on 6: ${remedy}`)
  const others = [
    () => maxPool(wrong, { kernel: 1 }),
    () => avgPool(wrong, { kernel: 1 }),
    () => globalAveragePool(wrong),
    () => lrn(wrong),
    () => flatten(wrong),
    () => concat([wrong, wrong]),
    () => padChannels(wrong, { before: 1, after: 1 }),
  ]
  for (const build of others) expect(message(build)).toContain(remedy)
})
