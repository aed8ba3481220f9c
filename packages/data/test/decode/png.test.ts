import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DataError, parseCifar10, parseCifar10Png } from '../../src/index.ts'
import { binary, png } from '../made.ts'

test.each([3, 4] as const)('%i channels: the same images as in the binary form', (channels) => {
  expect(parseCifar10Png(png(3, channels), [3, 0, 9])).toEqual(parseCifar10(binary([3, 0, 9])))
})

const form = (picture: Uint8Array) => () => parseCifar10Png(picture, [0], 'a.png')

test('pictures of another form', () => {
  expect(form(png(1, 3, 32))).toThrow(new DataError('a.png is 32×1 pixels; with 1 labels it must be 1024×1'))
  expect(form(png(1, 1))).toThrow('a.png has 1 channels of 8 bits; it must have 3 or 4 of 8')
  expect(form(png(1, 3, 1024, 16))).toThrow('a.png has 3 channels of 16 bits; it must have 3 or 4 of 8')
})

test('more images than labels, and fewer', () => {
  expect(() => parseCifar10Png(png(2), [1], 'a.png')).toThrow(
    new DataError('a.png is 1024×2 pixels; with 1 labels it must be 1024×1'),
  )
  expect(() => parseCifar10Png(png(2), [1, 2, 3], 'a.png')).toThrow(
    new DataError('a.png is 1024×2 pixels; with 3 labels it must be 1024×3'),
  )
})

test.each([10, -1, 0.5, NaN, '3', null])('label %o', (label) => {
  expect(() => parseCifar10Png(png(2), [0, label as number], 'a.png')).toThrow(
    new DataError(`a.png: image 1 has label ${label}; labels are 0 to 9`),
  )
})

test('a picture that is cut off anywhere', () => {
  const whole = png(2)
  fc.assert(
    fc.property(fc.nat(whole.length - 13), (length) => {
      expect(() => parseCifar10Png(whole.subarray(0, length), [0, 1], 'a.png')).toThrow(DataError)
    }),
  )
})

test('a picture with any bytes changed gives images or a DataError', () => {
  const whole = png(2)
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const bytes = whole.slice()
      for (const [at, byte] of changes) bytes[at] = byte
      try {
        expect(parseCifar10Png(bytes, [0, 1]).pixels).toHaveLength(2 * 3072)
      } catch (error) {
        if (!(error instanceof DataError)) throw error
      }
    }),
    { numRuns: 2000 },
  )
})

test('a header that claims a huge picture is refused before anything is decoded', () => {
  const bytes = png(2)
  new DataView(bytes.buffer).setUint32(20, 2 ** 31)
  expect(() => parseCifar10Png(bytes, [0, 1], 'a.png')).toThrow('a.png is 1024×2147483648 pixels')
})

test('a changed pixel is found by its checksum', () => {
  const bytes = png(2)
  bytes[bytes.length - 20]! ^= 1
  expect(() => parseCifar10Png(bytes, [0, 1], 'a.png')).toThrow(DataError)
})

test('no picture at all', () => {
  expect(() => parseCifar10Png(new Uint8Array(), [], 'a.png')).toThrow('a.png is no PNG that can be read')
  expect(() => parseCifar10Png(new TextEncoder().encode('<html>404</html>'), [], 'a.png')).toThrow(DataError)
})
