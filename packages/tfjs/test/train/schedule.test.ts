import { expect, test } from 'vitest'
import { constant, oneCycle, steps } from '@cnn/tfjs/train'

test('one cycle goes up in a straight line and down along half a cosine', () => {
  const rate = oneCycle({ peak: 0.2 })
  expect([0, 1, 2, 6, 10].map((epoch) => rate(epoch, 10))).toEqual(
    [0, 0.1, 0.2, 0.1, 0].map((value) => expect.closeTo(value, 12)),
  )
  // A quarter of the way down, (1 + cos 45°) / 2 of the peak is left.
  expect(rate(4, 10)).toBeCloseTo(0.2 * 0.8535533905932737, 12)
  expect(oneCycle({ peak: 1, warm: 0 })(0, 5)).toBe(1)
})

test('steps are those of PyTorch’s MultiStepLR', () => {
  const rate = steps({ first: 0.1, at: [2, 4] })
  expect([0, 1, 1.99, 2, 3.5, 4, 5].map((epoch) => rate(epoch, 6))).toEqual(
    [0.1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001].map((value) => expect.closeTo(value, 15)),
  )
})

test('a constant rate stays', () => {
  expect(constant(0.3)(7, 9)).toBe(0.3)
})

test('a rate that is none is refused', () => {
  expect(() => oneCycle({ peak: NaN })).toThrow('peak is NaN; it must be a number of at least 0')
  expect(() => oneCycle({ peak: 1, warm: 1 })).toThrow('warm is 1; it is a share of the run, at least 0 and below 1')
  expect(() => steps({ first: -1, at: [] })).toThrow('first is -1')
  expect(() => constant(-0.1)).toThrow('the rate is -0.1')
})
