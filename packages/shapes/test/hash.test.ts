import { expect, test } from 'vitest'
import { uniform } from '../src/index.ts'

// Printed by the same formula in numpy: benchmarks/proofs/goldens/generate.py.
test.each([
  ['', [11274299, 8935228, 12754585]],
  ['input', [10447320, 12868445, 1063882]],
  ['layer1.0.conv1.weight', [14677317, 1697640, 16094217]],
  ['é', [3311243, 16583446, 2691317]],
])('the stream %o is the same in Python', (name, numbers) => {
  expect([0, 1, 2].map((i) => uniform(name)(i) * 2 ** 24)).toEqual(numbers)
})

test('a stream can be entered anywhere', () => {
  const stream = uniform('a')
  const late = stream(1_000_000)
  stream(3)
  expect(stream(1_000_000)).toBe(late)
})

test('seeds and names give streams of their own', () => {
  const firsts = [uniform('a'), uniform('b'), uniform('a', 1), uniform('a', 2)].map((stream) => stream(0))
  expect(new Set(firsts).size).toBe(4)
})

test('numbers are spread evenly over [0, 1)', () => {
  const count = 100_000
  const stream = uniform('even')
  const tenths = Array.from({ length: 10 }, () => 0)
  for (let i = 0; i < count; i++) tenths[Math.floor(stream(i) * 10)]!++
  // Chi-squared of 9 degrees of freedom stays below 27.9 in 999 of 1,000 cases.
  expect(tenths.reduce((sum, found) => sum + (found - count / 10) ** 2 / (count / 10), 0)).toBeLessThan(27.9)
})
