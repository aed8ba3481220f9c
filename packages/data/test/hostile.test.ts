/** @file Small files that would take all the memory or minutes, if they were decoded as they ask. */

import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { DataError } from '@cnn/data'
import { decodePicture } from '@cnn/data/node'
import { pictures } from './pictures.ts'

const fileOf = (name: string) => Buffer.from(pictures.find((picture) => picture.name === name)!.file)

function chunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

interface Header {
  readonly width: number
  readonly height: number
  /** The number of PNG: 2 for RGB, 3 for a palette, 6 for RGB with alpha. */
  readonly colour: number
}

function png({ width, height, colour }: Header, data: Uint8Array, ...before: readonly Buffer[]): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, colour, 0, 0, 0])
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const zeros = deflateSync(Buffer.alloc(32 * 2 ** 20))

/** The frame of a JPEG says its height and width behind its length and depth. */
function sized(jpeg: Buffer, width: number, height: number): Buffer {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0, 0x00]))
  const result = Buffer.from(jpeg)
  result.writeUInt16BE(height, frame + 5)
  result.writeUInt16BE(width, frame + 7)
  return result
}

/** Its last scan again and again. */
function scans(jpeg: Buffer, times: number): Buffer {
  const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]))
  return Buffer.concat([
    jpeg.subarray(0, -2),
    ...Array.from({ length: times }, () => jpeg.subarray(last, -2)),
    jpeg.subarray(-2),
  ])
}

test.each([
  [
    'a PNG of a pixel that unpacks to 32 MiB',
    png({ width: 1, height: 1, colour: 2 }, zeros),
    /unpack to more than the 4 bytes of 1×1 pixels/,
  ],
  [
    'a PNG of a hundred megapixels',
    png({ width: 9999, height: 9999, colour: 6 }, Buffer.alloc(2 ** 20)),
    /9999×9999 pixels of its kind are too many: 100\.0 million/,
  ],
  [
    'a PNG that is smaller than any of its size',
    png({ width: 3000, height: 3000, colour: 2 }, zeros.subarray(0, 1000)),
    /tells of more than 1000 bytes can hold/,
  ],
  [
    'a PNG of a palette that is not there',
    png({ width: 2, height: 1, colour: 3 }, deflateSync(Buffer.from([0, 0, 1]))),
    /^x is no PNG that can be read: its palette is missing$/,
  ],
  [
    'a JPEG that claims a hundred megapixels',
    sized(fileOf('grey.jpg'), 9999, 9999),
    /tells of more than \d+ bytes can hold/,
  ],
  [
    'a large JPEG',
    Buffer.concat([sized(fileOf('grey.jpg'), 9999, 9999), Buffer.alloc(60_000)]),
    /100\.0 million, and at most 55\.9 million/,
  ],
  [
    'a progressive JPEG of 400 scans',
    scans(fileOf('grey, progressive.jpg'), 400),
    /it has 4\d\d scans; at most 100 are read/,
  ],
])('%s is refused before it is decoded', (_, bytes, message) => {
  expect(() => decodePicture(bytes, 'x')).toThrow(DataError)
  expect(() => decodePicture(bytes, 'x')).toThrow(message)
})

test('a colour profile that unpacks to 32 MiB is not unpacked', () => {
  const profile = chunk('iCCP', Buffer.concat([Buffer.from('name\0\0'), zeros]))
  const { pixels } = decodePicture(
    png({ width: 2, height: 1, colour: 2 }, deflateSync(Buffer.from([0, 1, 2, 3, 4, 5, 6])), profile),
  )
  expect([...pixels]).toEqual([1, 2, 3, 4, 5, 6])
})

test('any bytes changed, cut off or doubled: a picture or a DataError, and the next picture is whole', () => {
  let state = 7
  const random = (below: number) => (state = (state * 48271) % 2147483647) % below
  for (let round = 0; round < 40; round++)
    for (const { name, file } of pictures) {
      const bytes = file.slice(0, random(8) === 0 ? random(file.length) : file.length)
      for (let i = 0; i < 1 + random(4); i++) bytes[random(file.length)] = random(256)
      try {
        const { width, height, pixels } = decodePicture(bytes, name)
        expect(pixels.length).toBe(width * height * 3)
      } catch (error) {
        if (!(error instanceof DataError)) throw error
      }
    }
  for (const { name, file, pixels } of pictures)
    expect(Buffer.from(decodePicture(file, name).pixels).equals(pixels), name).toBe(true)
})
