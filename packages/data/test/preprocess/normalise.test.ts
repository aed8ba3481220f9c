import { expect, test } from 'vitest'
import { DataError, normalise, type Images } from '../../src/index.ts'

const images: Images = {
  count: 2,
  height: 1,
  width: 2,
  channels: 2,
  pixels: Uint8Array.from([0, 255, 51, 102, 153, 204, 255, 0]),
  labels: Uint8Array.from([0, 1]),
  classes: ['no', 'yes'],
}
const statistics = { mean: [0.5, 0.2], deviation: [0.25, 0.5] }
const rounded = (values: Float32Array) => Array.from(values, (value) => Number(value.toFixed(6)))

test('(value / 255 − mean) / deviation, per channel', () => {
  // 0, 0.2, 0.6, 1 of the first channel; 1, 0.4, 0.8, 0 of the second.
  expect(rounded(normalise(images, statistics))).toEqual([-2, 1.6, -1.2, 0.4, 0.4, 1.2, 2, -0.4])
})

test('a part of the images', () => {
  expect(rounded(normalise(images, statistics, 1))).toEqual([0.4, 1.2, 2, -0.4])
  expect(rounded(normalise(images, statistics, 0, 1))).toEqual([-2, 1.6, -1.2, 0.4])
  expect(normalise(images, statistics, 1, 1)).toHaveLength(0)
})

test('images that do not exist', () => {
  for (const [from, to] of [
    [-1, 1],
    [0, 3],
    [2, 1],
    [NaN, 2],
  ] as const)
    expect(() => normalise(images, statistics, from, to)).toThrow(
      new DataError(`images ${from} to ${to} of 2 do not exist`),
    )
})

test('statistics of another number of channels', () => {
  const grey = { mean: [0.5], deviation: [0.25] }
  expect(() => normalise(images, grey)).toThrow('means and deviations are of 1 and 1 channels; the images have 2')
})
