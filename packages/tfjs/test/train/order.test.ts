import { expect, test } from 'vitest'
import { order } from '../../src/train/order.ts'

test('each epoch visits every position once, in an order of its own and its seed’s', () => {
  const positions = Int32Array.from({ length: 1000 }, (_, i) => i)
  expect(order(1000, 0, 1).toSorted()).toEqual(positions)
  const orders = [order(1000, 0, 1), order(1000, 1, 1), order(1000, 0, 2), positions].map(String)
  expect(new Set(orders).size).toBe(4)
  expect(order(1000, 0, 1)).toEqual(order(1000, 0, 1))
})

test('every position comes first about as often', () => {
  const counts = [0, 0, 0, 0]
  for (let epoch = 0; epoch < 4000; epoch++) counts[order(4, epoch, 1)[0]!]!++
  // Five standard deviations of a binomial distribution.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(4000 * 0.25 * 0.75))
})
