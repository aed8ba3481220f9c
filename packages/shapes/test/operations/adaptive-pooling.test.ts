import { expect, test } from 'vitest'
import {
  adaptiveAvgPool,
  type AdaptiveAvgPoolAttrs,
  adaptiveWindows,
  input,
  network,
  receptiveField,
} from '../../src/index.ts'

/** Windows of torch.nn.AdaptiveAvgPool2d: from ⌊i · size / count⌋ to ⌈(i + 1) · size / count⌉. */
test('14 pixels to 4 windows of 4 that overlap by one or two', () => {
  expect(adaptiveWindows(14, 4)).toEqual([
    [0, 4],
    [3, 7],
    [7, 11],
    [10, 14],
  ])
})

test('one pixel to many', () => {
  expect(adaptiveWindows(1, 3)).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
  ])
})

test('a map that is of that size already stays', () => {
  const x = input([6, 6, 3])
  expect(adaptiveAvgPool(x, { size: [6, 6] })).toBe(x)
})

test('equal windows are a pooling like any other', () => {
  const y = adaptiveAvgPool(input([12, 6, 3]), { size: [4, 6] })
  expect(y.kind).toBe('avgPool')
  expect(y.attrs).toMatchObject({ kernel: [3, 1], stride: [3, 1] })
  expect(y.shape).toEqual([4, 6, 3])
})

test('unequal ones say that no field behind them is aligned', () => {
  const y = adaptiveAvgPool(input([14, 14, 3]), { size: [4, 4] })
  expect(y.shape).toEqual([4, 4, 3])
  expect(receptiveField(network('n', { y }))).toMatchObject({ size: [4, 4], aligned: false })
})

test.each([[[0, 4]], [[4, 1.5]]] as const)('a size of %j is refused', (size) => {
  expect(() => adaptiveAvgPool(input([14, 14, 3]), { size })).toThrow(
    /adaptiveAvgPool is .*; it must be a whole number of at least 1/,
  )
})

test('the kernel is the largest window of each axis', () => {
  for (let size = 1; size <= 24; size++)
    for (let count = 1; count <= 24; count++) {
      const pooled = adaptiveAvgPool(input([size, 5, 1]), { size: [count, 3] })
      const lengths = adaptiveWindows(size, count).map(([from, to]) => to - from)
      expect([size, count, (pooled.attrs as AdaptiveAvgPoolAttrs).kernel[0]]).toEqual([
        size,
        count,
        Math.max(...lengths),
      ])
    }
})

test('a size of 2³¹ takes no time', () => {
  const { attrs, shape } = adaptiveAvgPool(input([9, 9, 4]), { size: [2, 2 ** 31] })
  expect([(attrs as AdaptiveAvgPoolAttrs).kernel, shape]).toEqual([
    [5, 2],
    [2, 2 ** 31, 4],
  ])
})
