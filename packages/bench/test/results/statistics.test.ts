import { uniform } from '@cnn/shapes'
import * as fc from 'fast-check'
import { describe as group, expect, test } from 'vitest'
import { describe, orderInterval, quantile, studentT, wilson } from '../../src/results/statistics.ts'

group('quantile', () => {
  // R: quantile(c(1, 2, 4, 8, 16), c(0.1, 0.25, 0.5, 0.9), type = 7) → 1.4, 2, 4, 12.8
  test.each([
    [0, 1],
    [0.1, 1.4],
    [0.25, 2],
    [0.5, 4],
    [0.9, 12.8],
    [1, 16],
  ])('%f of 1, 2, 4, 8, 16 is %f', (q, value) => {
    expect(quantile([1, 2, 4, 8, 16], q)).toBeCloseTo(value, 12)
  })

  test('the median of an even number lies between the middle two', () => {
    expect(quantile([1, 3, 10, 20], 0.5)).toBe(6.5)
  })

  test('refuses what has no quantile', () => {
    expect(() => quantile([], 0.5)).toThrow('there are no samples')
    expect(() => quantile([1, Number.NaN], 0.5)).toThrow('a sample is NaN')
    expect(() => quantile([2, 1], 0.5)).toThrow('sorted')
    expect(() => quantile([1, 2], 1.5)).toThrow('the quantile is 1.5')
    expect(() => quantile([1, 2], Number.NaN)).toThrow('the quantile is NaN')
  })
})

group('orderInterval', () => {
  // SciPy 1.17.1: quantile_test(range(1, n + 1), q=…, p=0.5).confidence_interval(0.95).
  test.each([
    [6, 1, 6],
    [9, 2, 8],
    [10, 2, 9],
    [21, 6, 16],
    [30, 10, 21],
    [100, 40, 61],
    [1000, 469, 532],
  ])('of %i samples it goes from sample %i to sample %i', (n, first, last) => {
    expect(orderInterval(Array.from({ length: n }, (_, i) => i + 1))).toEqual([first, last])
  })

  test('five samples cannot tell', () => {
    expect(orderInterval([1, 2, 3, 4, 5])).toBeUndefined()
    expect(describe([1, 2, 3, 4, 5])).not.toHaveProperty('medianInterval')
    expect(describe([6, 1, 5, 2, 4, 3])).toMatchObject({ median: 3.5, medianInterval: [1, 6] })
  })

  test('it holds the median of a skewed distribution 95 times of 100', () => {
    const random = uniform('skewed', 1)
    let held = 0
    for (let run = 0; run < 2000; run++) {
      // Exponential: its median is ln 2.
      const samples = Array.from({ length: 25 }, (_, i) => -Math.log(1 - random(run * 25 + i))).sort((a, b) => a - b)
      const [low, high] = orderInterval(samples)!
      held += Number(low <= Math.LN2 && Math.LN2 <= high)
    }
    // Exactly 0.9567 of runs (R: 1 - 2 * pbinom(7, 25, 0.5)); three standard errors of 2,000 runs are 0.0137.
    expect(Math.abs(held / 2000 - 0.9567)).toBeLessThan(0.0137)
  })
})

group('describe', () => {
  test('five samples, in any order', () => {
    // Mean 6.2; squares of the differences 27.04 + 17.64 + 4.84 + 3.24 + 96.04 = 148.8, a quarter of it 37.2, its root
    // 6.09918. t(4) = 2.776445, over the root of 5: 2.776445 · 6.09918 / 2.236068 = 7.57315.
    const { median, p90, mean, deviation, interval } = describe([8, 1, 16, 4, 2])
    expect(median).toBe(4)
    expect(p90).toBeCloseTo(12.8, 12)
    expect(mean).toBeCloseTo(6.2, 12)
    expect(deviation).toBeCloseTo(6.09918, 5)
    expect(interval[1]).toBeCloseTo(6.2 + 7.57315, 4)
    // 6.2 − 7.57 is below what a time can be.
    expect(interval[0]).toBe(0)
  })

  test('its interval is symmetric where nothing cuts it', () => {
    // Deviation 1, t(2) = 4.302653, over the root of 3: 2.484138.
    const { interval } = describe([10, 11, 12])
    expect(interval[0]).toBeCloseTo(11 - 2.484138, 5)
    expect(interval[1]).toBeCloseTo(11 + 2.484138, 5)
  })

  test('one sample has no spread', () => {
    expect(describe([7])).toEqual({ median: 7, p90: 7, mean: 7, deviation: 0, interval: [7, 7] })
  })

  test('leaves the samples as they are', () => {
    const samples = [3, 1, 2]
    describe(samples)
    expect(samples).toEqual([3, 1, 2])
  })

  test('refuses what are no times', () => {
    expect(() => describe([])).toThrow('there are no samples')
    expect(() => describe([1, Number.NaN, 2])).toThrow('a sample is NaN')
    expect(() => describe([1, Infinity])).toThrow('a sample is Infinity')
    expect(() => describe([1, -2])).toThrow('a sample is -2')
  })
})

group('studentT', () => {
  // The 0.975 column of the usual table, such as NIST/SEMATECH e-Handbook 1.3.6.7.2.
  test.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [6, 2.447],
    [7, 2.365],
    [8, 2.306],
    [9, 2.262],
    [10, 2.228],
    [11, 2.201],
    [12, 2.179],
    [13, 2.16],
    [14, 2.145],
    [15, 2.131],
    [16, 2.12],
    [17, 2.11],
    [18, 2.101],
    [19, 2.093],
    [20, 2.086],
    [25, 2.06],
    [29, 2.045],
    [30, 2.042],
    [40, 2.021],
    [60, 2.0],
    [99, 1.984],
    [1000, 1.962],
  ])('%i degrees of freedom: %f', (freedom, value) => {
    expect(Math.abs(studentT(freedom) - value)).toBeLessThanOrEqual(0.00051)
  })

  test('falls without a step from the table to the expansion, and on to the normal quantile', () => {
    // More decimals of the same quantiles: t(12) = 2.178813, t(13) = 2.160369.
    expect(studentT(12)).toBeCloseTo(2.178813, 4)
    expect(studentT(13)).toBeCloseTo(2.160369, 5)
    for (let freedom = 1; freedom < 200; freedom++) expect(studentT(freedom + 1)).toBeLessThan(studentT(freedom))
    expect(studentT(1e9)).toBeCloseTo(1.959964, 6)
  })

  test('refuses what has no freedom', () => {
    expect(() => studentT(0)).toThrow('0 degrees of freedom')
    expect(() => studentT(2.5)).toThrow('2.5 degrees of freedom')
  })
})

group('wilson', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i: %f to %f', (correct, n, low, high) => {
    const found = wilson(correct, n)
    expect(found[0]).toBeCloseTo(low, 4)
    expect(found[1]).toBeCloseTo(high, 4)
  })

  test('no image tells nothing', () => {
    expect(wilson(0, 0)).toEqual([0, 1])
  })

  test('ends exactly at 0 and 1', () => {
    expect(wilson(0, 20)[0]).toBe(0)
    expect(wilson(20, 20)[1]).toBe(1)
  })

  test('always holds the share, and mirrors it', () => {
    const counts = fc
      .integer({ min: 1, max: 20_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(counts, ([correct, n]) => {
        const [low, high] = wilson(correct, n)
        const mirrored = wilson(n - correct, n)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(correct / n)
        expect(high).toBeGreaterThanOrEqual(correct / n)
        expect(high).toBeLessThanOrEqual(1)
        expect(mirrored[0]).toBeCloseTo(1 - high, 10)
      }),
    )
  })

  test('refuses impossible counts', () => {
    expect(() => wilson(3, 2)).toThrow('3 of 2 correct')
    expect(() => wilson(-1, 2)).toThrow('-1 of 2 correct')
    expect(() => wilson(Number.NaN, 2)).toThrow('NaN of 2 correct')
    expect(() => wilson(0.5, 2)).toThrow('whole numbers')
  })
})
