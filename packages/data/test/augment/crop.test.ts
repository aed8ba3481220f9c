import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { centreCrop, crop, DataError, pad, randomCrop, randomOf, type Sample } from '../../src/index.ts'
import { pixelAt, places, samples } from '../samples.ts'

test('a crop is the window of the image, and padding is zeros around it', () => {
  const window = fc.record({
    by: fc.nat(3),
    top: fc.nat(5),
    left: fc.nat(5),
    height: fc.integer({ min: 1, max: 5 }),
    width: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(
    fc.property(samples, window, (sample, { by, ...at }) => {
      const padded = pad(sample, by)
      fc.pre(at.top + at.height <= padded.height && at.left + at.width <= padded.width)
      const before = sample.pixels.slice()
      const cut = crop(padded, at)
      expect(cut).toMatchObject({ height: at.height, width: at.width, channels: sample.channels })
      expect(cut.pixels.constructor).toBe(sample.pixels.constructor)
      expect(cut.pixels).toHaveLength(at.height * at.width * sample.channels)
      for (const [row, column, channel, value] of places(cut))
        expect(value).toBe(pixelAt(sample, row + at.top - by, column + at.left - by, channel) ?? 0)
      expect(sample.pixels).toEqual(before)
    }),
  )
})

/** Every pixel tells where it was: its row and its column, from 1. */
const located = (height: number, width: number): Sample => ({
  height,
  width,
  channels: 2,
  pixels: Uint8Array.from({ length: height * width * 2 }, (_, i) =>
    i % 2 === 0 ? Math.floor(i / 2 / width) + 1 : (Math.floor(i / 2) % width) + 1,
  ),
})

test('padded by 4, every one of the 81 windows is as likely as the others', () => {
  const found = new Map<string, number>()
  const image = located(32, 32)
  for (let i = 0; i < 8100; i++) {
    const cut = randomCrop({ pad: 4 })(image, randomOf(1, 0, i))
    expect([cut.height, cut.width]).toEqual([32, 32])
    // The middle is never padding.
    const [row, column] = [pixelAt(cut, 16, 16, 0)! - 17, pixelAt(cut, 16, 16, 1)! - 17]
    found.set(`${row},${column}`, (found.get(`${row},${column}`) ?? 0) + 1)
  }
  expect(found.size).toBe(81)
  const chi = [...found.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)
  // 80 degrees of freedom; more than 141 is once in 20,000.
  expect(chi).toBeLessThan(141)
})

test.each([227, 224])('%i of 256: from the first row to the last', (size) => {
  const image = located(256, 256)
  const tops = Array.from({ length: 600 }, (_, i) => randomCrop({ size })(image, randomOf(1, 0, i))).map((cut) => {
    expect(cut.pixels.length).toBe(size * size * 2)
    return pixelAt(cut, 0, 0, 0)! - 1
  })
  expect(Math.min(...tops)).toBe(0)
  expect(Math.max(...tops)).toBe(256 - size)
})

test('the middle', () => {
  const cut = centreCrop(224)(located(250, 256), () => 0)
  expect([pixelAt(cut, 0, 0, 0), pixelAt(cut, 0, 0, 1)]).toEqual([14, 17])
})

test('a window that is not inside', () => {
  expect(() => crop(located(4, 5), { top: 2, left: 0, height: 3, width: 5 })).toThrow(
    new DataError('3×5 pixels from row 2 and column 0 are not inside 4×5'),
  )
  expect(() => randomCrop({ size: 6 })(located(4, 5), () => 0)).toThrow(DataError)
  expect(() => centreCrop(6)(located(4, 5), () => 0)).toThrow(DataError)
})
