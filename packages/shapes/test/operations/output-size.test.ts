import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { outputSize } from '../../src/index.ts'

// Printed by torch.nn.functional.conv2d and max_pool2d (PyTorch 1.13).
test.each([
  [224, { kernel: 7, stride: 2, pad: 3 }, 112],
  [227, { kernel: 11, stride: 4 }, 55],
  [32, { kernel: 5 }, 28],
  [10, { kernel: 3, stride: 2, pad: 1, dilation: 2 }, 4],
  [33, { kernel: 3, stride: 2, pad: 1 }, 17],
  [8, { kernel: 3, stride: 3, dilation: 2 }, 2],
  [5, { kernel: 5 }, 1],
  [28, { kernel: 3, pad: 2, dilation: 2 }, 28],
  [112, { kernel: 3, stride: 2, ceil: true }, 56],
  [4, { kernel: 3, stride: 2, ceil: true }, 2],
  [2, { kernel: 3, stride: 2, ceil: true }, 1],
  [2, { kernel: 3, stride: 2 }, 0],
  [1, { kernel: 3, stride: 2, ceil: true }, 0],
  [5, { kernel: 2, stride: 2, pad: 1, ceil: true }, 3],
  [6, { kernel: 2, stride: 5, pad: 1, ceil: true }, 2],
  [3, { kernel: 2, stride: 3, pad: 1, ceil: true }, 2],
  [1, { kernel: 2, stride: 3, pad: 1, ceil: true }, 1],
  [5, { kernel: 2, stride: 3, pad: 1, ceil: true }, 2],
  [10, { kernel: 3, stride: 2, pad: 1, dilation: 2, ceil: true }, 5],
  [4, { kernel: 5, stride: 9, ceil: true }, 1],
])('%i pixels, %o: %i, as in PyTorch', (size, options, positions) => {
  expect(outputSize(size, options)).toBe(positions)
})

const axis = fc.record({
  size: fc.integer({ min: 1, max: 40 }),
  kernel: fc.integer({ min: 1, max: 9 }),
  stride: fc.integer({ min: 1, max: 5 }),
  dilation: fc.integer({ min: 1, max: 3 }),
  before: fc.integer({ min: 0, max: 6 }),
  after: fc.integer({ min: 0, max: 6 }),
})

test('it is the number of windows that lie inside image and padding', () => {
  fc.assert(
    fc.property(axis, ({ size, kernel, stride, dilation, before, after }) => {
      let count = 0
      for (let start = -before; start + dilation * (kernel - 1) < size + after; start += stride) count++
      expect(outputSize(size, { kernel, stride, dilation, pad: [before, after] })).toBe(count)
    }),
    { numRuns: 1000 },
  )
})

test('rounded up, the last window may hang over by less than a stride, if it starts before the end of the image', () => {
  fc.assert(
    fc.property(axis, ({ size, kernel, stride, dilation, ...pad }) => {
      const before = Math.min(pad.before, Math.floor(kernel / 2))
      const after = Math.min(pad.after, Math.floor(kernel / 2))
      let count = 0
      for (
        let start = -before;
        start < size && start + dilation * (kernel - 1) < size + after - 1 + stride;
        start += stride
      )
        count++
      expect(outputSize(size, { kernel, stride, dilation, pad: [before, after], ceil: true })).toBe(count)
    }),
    { numRuns: 1000 },
  )
})
