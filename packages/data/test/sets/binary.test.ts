import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cifar10Classes, DataError, formatCifar10, parseCifar10 } from '../../src/index.ts'
import { binary, value } from '../made.ts'

test('labels and pixels; planes become channels', () => {
  const images = parseCifar10(binary([3, 0, 9]))
  expect([...images.labels]).toEqual([3, 0, 9])
  expect([images.count, images.height, images.width, images.channels]).toEqual([3, 32, 32, 3])
  expect(images.classes).toBe(cifar10Classes)
  for (const [image, pixel, channel] of [
    [0, 0, 0],
    [0, 0, 2],
    [1, 33, 1],
    [2, 1023, 2],
  ] as const)
    expect(images.pixels[(image * 1024 + pixel) * 3 + channel]).toBe(value(image, pixel, channel))
})

test('writing and reading are inverse', () => {
  expect(formatCifar10(parseCifar10(binary([1, 2])))).toEqual(binary([1, 2]))
})

test('a file that is cut off, empty, or something else', () => {
  const whole = binary([1, 2])
  for (const length of [0, 1, 3072, 3074, whole.length - 1])
    expect(() => parseCifar10(whole.subarray(0, length), 'a.bin')).toThrow(
      new DataError(
        `a.bin has ${length} bytes, which is no whole number of records of 3073; it is cut off or no ` +
          'CIFAR-10 binary file',
      ),
    )
})

test('labels out of range', () => {
  expect(() => parseCifar10(binary([9, 10]), 'a.bin')).toThrow(
    new DataError('a.bin: image 1 has label 10; labels are 0 to 9'),
  )
})

test('any bytes give images or a DataError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4000 }), (bytes) => {
      expect(() => parseCifar10(bytes)).toThrow(DataError)
    }),
  )
})
