import { expect, test } from 'vitest'
import { avgPool, globalAveragePool, input, macsOf, maxPool, paramsOf } from '../../src/index.ts'

test('overlapping pooling keeps the channels', () => {
  expect(maxPool(input([55, 55, 96]), { kernel: 3, stride: 2 }).shape).toEqual([27, 27, 96])
  expect(avgPool(input([14, 14, 512]), { kernel: 5, stride: 3 }).shape).toEqual([4, 4, 512])
})

test('rounding up gives GoogLeNet its 112, 56, 28, 14 and 7', () => {
  for (const size of [112, 56, 28, 14])
    expect(maxPool(input([size, size, 1]), { kernel: 3, stride: 2, ceil: true }).shape).toEqual([size / 2, size / 2, 1])
})

test('global average pooling leaves one number a channel', () => {
  expect(globalAveragePool(input([7, 5, 2048])).shape).toEqual([2048])
})

test('pooling has no weights and counts no multiplications', () => {
  const pool = avgPool(input([8, 8, 3]), { kernel: 2, stride: 2 })
  expect([paramsOf(pool), macsOf(pool)]).toEqual([0, 0])
})

test('padding of more than half the kernel is refused, since a window could see nothing else', () => {
  expect(maxPool(input([8, 8, 1]), { kernel: 2, pad: 1 }).shape).toEqual([9, 9, 1])
  expect(() => maxPool(input([8, 8, 1]), { kernel: 2, pad: 2 })).toThrow(
    'pad of maxPool is 2; it must be at most half of the kernel, 2×2',
  )
  expect(() => avgPool(input([8, 8, 1]), { kernel: [5, 3], pad: [2, 2] })).toThrow(
    'pad of avgPool is 2; it must be at most half of the kernel, 5×3',
  )
})
