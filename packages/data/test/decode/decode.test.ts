import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { encode } from 'fast-png'
import { expect, test } from 'vitest'
import { DataError } from '@cnn/data'
import { decodePicture } from '@cnn/data/node'

const chelsea = readFileSync(new URL('../photos/chelsea.jpg', import.meta.url))

test.each([
  ['chelsea', 451, 300, 2773499800],
  ['coffee', 400, 266, 2988232559],
])('the photo %s has the bytes of Pillow 12.3', (name, width, height, checksum) => {
  const picture = decodePicture(readFileSync(new URL(`../photos/${name}.jpg`, import.meta.url)))
  // zlib.crc32(numpy.asarray(Image.open(…)).tobytes())
  expect([picture.width, picture.height, crc32(picture.pixels)]).toEqual([width, height, checksum])
})

const samples = Uint8Array.of(10, 20, 30, 255, 40, 50, 60, 0)

test.each([
  ['with opacity, which is left out', { data: samples, channels: 4 }, [10, 20, 30, 40, 50, 60]],
  ['in colour', { data: Uint8Array.of(1, 2, 3, 4, 5, 6), channels: 3 }, [1, 2, 3, 4, 5, 6]],
  ['in grey', { data: Uint8Array.of(7, 9), channels: 1 }, [7, 7, 7, 9, 9, 9]],
  ['in grey with opacity', { data: Uint8Array.of(7, 255, 9, 1), channels: 2 }, [7, 7, 7, 9, 9, 9]],
  [
    'of 16 bits',
    { data: Uint16Array.of(256, 512, 768, 1024, 1280, 65535), channels: 3, depth: 16 as const },
    [1, 2, 3, 4, 5, 255],
  ],
])('a PNG %s', (_, picture, expected) => {
  const { width, height, pixels } = decodePicture(encode({ width: 2, height: 1, ...picture }))
  expect({ width, height, pixels: [...pixels] }).toEqual({ width: 2, height: 1, pixels: expected })
})

test('a PNG with a palette and one of two bits of grey', () => {
  // Both written by PIL: Image.new('P', …).save and Image.new('1', (10, 2)) with a white pixel at (9, 1).
  const palette = decodePicture(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABAQMAAADO7O3JAAAABlBMVEX/AAAAAP9sof2O' +
        'AAAACklEQVR4nGNwAAAAQgBBKTf07wAAAABJRU5ErkJggg==',
      'base64',
    ),
  )
  expect([...palette.pixels]).toEqual([255, 0, 0, 0, 0, 255])
  const bits = decodePicture(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAoAAAACAQAAAABJGnB9AAAADklEQVR4nGNgYGBgcAAAAEYAQRMayXQAAAAASUVORK5CYII=',
      'base64',
    ),
  )
  expect([...bits.pixels]).toEqual([...Array<number>(57).fill(0), 255, 255, 255])
})

const damaged = Uint8Array.from(encode({ width: 2, height: 1, data: samples, channels: 4 }))
damaged[43]! ^= 1
const huge = Uint8Array.from(encode({ width: 2, height: 1, data: Uint8Array.of(7, 9), channels: 1 }))
new DataView(huge.buffer).setUint32(16, 1_000_000)

test.each([
  ['text', new TextEncoder().encode('hello'), /neither JPEG nor PNG/],
  ['nothing', new Uint8Array(0), /x is no picture that can be read: it is empty/],
  ['a GIF that is called a JPEG', new TextEncoder().encode('GIF89a…'), /it is a GIF, and JPEG and PNG are read/],
  ['a JPEG that is cut off', chelsea.subarray(0, 20_000), /x is no JPEG that can be read: it is cut off/],
  [
    'a JPEG without its middle',
    Buffer.concat([chelsea.subarray(0, 5_000), chelsea.subarray(-2)]),
    /premature end of data segment/,
  ],
  ['a JPEG of a header alone', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), /x is no JPEG that can be read/],
  [
    'a PNG that is cut off',
    encode({ width: 2, height: 1, data: samples, channels: 4 }).subarray(0, 40),
    /no PNG that can be read: it is cut off/,
  ],
  ['a PNG with a wrong checksum', damaged, /no PNG that can be read: its checksum is wrong/],
  [
    'a PNG of a signature alone',
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    /x is no PNG that can be read/,
  ],
  ['a PNG that claims a million pixels a row', huge, /x is no PNG that can be read/],
])('%s is an error that says so', (_, bytes, message) => {
  expect(() => decodePicture(bytes, 'x')).toThrow(DataError)
  expect(() => decodePicture(bytes, 'x')).toThrow(message)
})
