import { uniform } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { signedRank } from '../../src/results/signed-rank.ts'

test('the depression scores of Hollander & Wolfe (1973), table 3.1', () => {
  const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
  const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
  const found = signedRank(after.map((score, i) => score - before[i]!))!
  // Their examples 3.3 and 3.4: −0.46, from −0.786 to −0.010.
  expect(found.middle).toBeCloseTo(-0.46, 10)
  expect(found.interval[0]).toBeCloseTo(-0.786, 10)
  expect(found.interval[1]).toBeCloseTo(-0.01, 10)
})

// One more than the largest sum of ranks for which SciPy 1.17.1's `wilcoxon(method='exact')` gives 5 % at most.
test.each([
  [6, 1],
  [7, 3],
  [8, 4],
  [10, 9],
  [12, 14],
  [20, 53],
])('of %i values %i means are cut off at either end', (n, cut) => {
  // Means of two powers of two are all different.
  const values = Array.from({ length: n }, (_, i) => 2 ** i)
  const means = values.flatMap((a, i) => values.slice(i).map((b) => (a + b) / 2)).sort((a, b) => a - b)
  expect(signedRank(values)!.interval).toEqual([means[cut - 1], means.at(-cut)])
})

test('five values cannot tell', () => {
  expect(signedRank([1, 2, 3, 4, 5])).toBeUndefined()
})

test('it holds the middle of a heavy-tailed distribution 95 times of 100, and one wild value moves it little', () => {
  const random = uniform('tails', 1)
  let held = 0
  for (let run = 0; run < 2000; run++) {
    // Cauchy's.
    const values = Array.from({ length: 10 }, (_, i) => Math.tan(Math.PI * (random(run * 10 + i) - 0.5)))
    const [low, high] = signedRank(values)!.interval
    held += Number(low <= 0 && 0 <= high)
  }
  // Exactly 1 − 2 · psignrank(8, 10) = 0.9512; three standard errors of 2,000 runs are 0.0145.
  expect(Math.abs(held / 2000 - 0.9512)).toBeLessThan(0.0145)
  const { middle, interval } = signedRank([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000])!
  expect(middle).toBeLessThan(6.1)
  expect(interval[0]).toBeGreaterThan(2)
})
