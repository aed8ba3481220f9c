import { expect, test } from 'vitest'
import { below, normal } from '../../src/augment/random.ts'
import { randomOf, type Random } from '../../src/index.ts'

const take = (count: number, random: Random) => Array.from({ length: count }, () => random())

test('the numbers of an image follow from seed, epoch and image alone', () => {
  const first = take(10, randomOf(7, 3, 123))
  take(1000, randomOf(7, 3, 122))
  expect(take(10, randomOf(7, 3, 123))).toEqual(first)
  const others = [
    randomOf(8, 3, 123),
    randomOf(7, 4, 123),
    randomOf(7, 3, 124),
    randomOf(3, 7, 123),
    randomOf(123, 3, 7),
  ]
  for (const other of others) expect(take(10, other)).not.toEqual(first)
})

test('first numbers of 60,000 images, and 60,000 numbers of one, are evenly spread', () => {
  const firsts = Array.from({ length: 60_000 }, (_, image) => randomOf(1, 0, image)())
  const epochs = Array.from({ length: 60_000 }, (_, epoch) => randomOf(1, epoch, 5)())
  for (const numbers of [firsts, epochs, take(60_000, randomOf(1, 0, 0))]) {
    const buckets = new Float64Array(100)
    for (const number of numbers) buckets[Math.floor(number * 100)]!++
    const chi = buckets.reduce((sum, found) => sum + (found - 600) ** 2 / 600, 0)
    // 99 degrees of freedom: between 51 and 168 but once in 10,000 times on either side.
    expect(chi).toBeGreaterThan(51)
    expect(chi).toBeLessThan(168)
    // Neighbours have nothing to do with each other: a correlation of 60,000 pairs is within 4 / √60,000.
    const products = numbers.slice(1).reduce((sum, number, i) => sum + (number - 0.5) * (numbers[i]! - 0.5), 0)
    expect(Math.abs((products / 60_000) * 12)).toBeLessThan(0.0164)
  }
})

test('whole numbers reach both ends and no further', () => {
  const random = randomOf(1, 2, 3)
  const found = new Set(Array.from({ length: 1000 }, () => below(9, random)))
  expect(found).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8]))
})

test('moments of the normal distribution', () => {
  const random = randomOf(1, 2, 3)
  const numbers = Array.from({ length: 100_000 }, () => normal(random))
  const moment = (power: number) => numbers.reduce((sum, number) => sum + number ** power, 0) / numbers.length
  // Within four deviations of the estimate: √(1, 2, 15, 96) / √100,000.
  expect(Math.abs(moment(1))).toBeLessThan(0.0127)
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.0179)
  expect(Math.abs(moment(3))).toBeLessThan(0.049)
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.124)
})
