import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { conv, input, maxPool, type ConvAttrs, type Padding } from '../../src/index.ts'

const padded = (size: number, kernel: number, stride: number, pad: Padding) => {
  const node = conv(input([size, size, 1]), 'c', { filters: 1, kernel, stride, pad })
  return { size: node.shape[0], pad: (node.attrs as ConvAttrs).pad }
}

const upTo = (max: number) => fc.integer({ min: 1, max })

test('one number is for every side, two are for the axes, four are [top, right, bottom, left]', () => {
  expect(padded(8, 3, 1, 1).pad).toEqual([1, 1, 1, 1])
  expect(padded(8, 3, 1, [1, 2]).pad).toEqual([1, 2, 1, 2])
  expect(padded(8, 3, 1, [1, 2, 3, 4]).pad).toEqual([1, 2, 3, 4])
  expect(conv(input([8, 8, 1]), 'c', { filters: 1, kernel: 3, pad: [1, 2, 3, 4] }).shape).toEqual([10, 12, 1])
})

// Sizes as in TensorFlow's guide: 224 and 7 with stride 2 pads 2 before and 3 after.
test('same puts the odd pixel at the end', () => {
  expect(padded(224, 7, 2, 'same')).toEqual({ size: 112, pad: [2, 3, 3, 2] })
  expect(padded(5, 2, 1, 'same')).toEqual({ size: 5, pad: [0, 1, 1, 0] })
  expect(padded(6, 1, 2, 'same')).toEqual({ size: 3, pad: [0, 0, 0, 0] })
})

test('same gives ⌈size / stride⌉ positions', () => {
  fc.assert(
    fc.property(upTo(50), upTo(9), upTo(6), (size, kernel, stride) => {
      expect(padded(size, kernel, stride, 'same').size).toBe(Math.ceil(size / stride))
      expect(maxPool(input([size, 1, 1]), { kernel, stride, pad: 'same' }).shape[0]).toBe(Math.ceil(size / stride))
    }),
  )
})
