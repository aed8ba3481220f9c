import { expect, test } from 'vitest'
import {
  cifar10Normalisation,
  colourShift,
  datasetOf,
  normalise,
  parseCifar10,
  randomCrop,
  randomFlip,
  trainingData,
  type Augmentation,
} from '../../src/index.ts'
import { binary } from '../made.ts'

const images = parseCifar10(binary([3, 0, 9, 5, 5, 1]))
const data = datasetOf('six', images, cifar10Normalisation)
const augment = [randomCrop({ pad: 4 }), randomFlip(), colourShift()]
const each = 32 * 32 * 3

test('without augmentation: the images, normalised', () => {
  const { count, size, batch } = trainingData(data)
  expect([count, size]).toEqual([6, [32, 32, 3]])
  const made = batch(Int32Array.of(2, 3), 0)
  expect(made.images).toEqual(normalise(images, cifar10Normalisation, 2, 4))
  expect(made.labels).toEqual(Int32Array.of(9, 5))
})

test('an image is the same in any batch, whatever was asked before', () => {
  const whole = trainingData(data, { augment, seed: 7 }).batch(Int32Array.of(0, 1, 2, 3, 4, 5), 3)
  const resumed = trainingData(data, { augment, seed: 7 })
  resumed.batch(Int32Array.of(1, 1, 4), 2)
  const some = resumed.batch(Int32Array.of(5, 0), 3)
  expect(some.images.subarray(0, each)).toEqual(whole.images.subarray(5 * each))
  expect(some.images.subarray(each)).toEqual(whole.images.subarray(0, each))
  expect(some.labels).toEqual(Int32Array.of(1, 3))
})

test('another epoch or another seed gives another image', () => {
  const first = trainingData(data, { augment, seed: 7 }).batch(Int32Array.of(0), 3).images
  expect(trainingData(data, { augment, seed: 7 }).batch(Int32Array.of(0), 4).images).not.toEqual(first)
  expect(trainingData(data, { augment, seed: 8 }).batch(Int32Array.of(0), 3).images).not.toEqual(first)
})

test('the images of the data set stay as they are', () => {
  const before = images.pixels.slice()
  trainingData(data, { augment }).batch(Int32Array.of(0, 1, 2, 3, 4, 5), 0)
  expect(images.pixels).toEqual(before)
})

test('the size is that of the crop', () => {
  const { size, batch } = trainingData(data, { augment: [randomCrop({ size: 27 })] })
  expect(size).toEqual([27, 27, 3])
  expect(batch(Int32Array.of(1, 2), 0).images).toHaveLength(2 * 27 * 27 * 3)
})

test('positions that do not exist, and images that come out in different sizes', () => {
  expect(() => trainingData(data).batch(Int32Array.of(6), 0)).toThrow('six has images 0 to 5, and no image 6')
  expect(() => trainingData(data).batch(Int32Array.of(-1), 0)).toThrow('six has images 0 to 5, and no image -1')
  let size = 32
  const shrinking: Augmentation = (sample, random) => randomCrop({ size: size-- })(sample, random)
  expect(() => trainingData(data, { augment: [shrinking] }).batch(Int32Array.of(1), 0)).toThrow(
    'image 1 of six came out as 31×31×3, the first as 32×32×3',
  )
})
