import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { flip, randomFlip, randomOf } from '../../src/index.ts'
import { pixelAt, places, samples } from '../samples.ts'

test('left becomes right', () => {
  const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
  expect(flip({ height: 2, width: 2, channels: 3, pixels }).pixels).toEqual(
    Uint8Array.of(4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9),
  )
})

test('each pixel goes to the other side of its row, and twice mirrored is as before', () => {
  fc.assert(
    fc.property(samples, (sample) => {
      const mirrored = flip(sample)
      for (const [row, column, channel, value] of places(mirrored))
        expect(value).toBe(pixelAt(sample, row, sample.width - 1 - column, channel))
      expect(flip(mirrored)).toEqual(sample)
    }),
  )
})

test('half of the images', () => {
  const sample = { height: 1, width: 2, channels: 1, pixels: Uint8Array.of(1, 2) }
  const mirrored = (probability?: number) =>
    Array.from({ length: 10_000 }, (_, i) => randomFlip(probability)(sample, randomOf(1, 0, i)).pixels[0]! - 1).reduce(
      (a, b) => a + b,
    )
  // Four deviations of 50.
  expect(Math.abs(mirrored() - 5000)).toBeLessThan(200)
  expect([mirrored(0), mirrored(1)]).toEqual([0, 10_000])
})
