/** @file The same pictures, decoded in a page. */

import jpegTurbo from '@cwasm/jpeg-turbo/jpeg-turbo.wasm?url'
import lodepng from '@cwasm/lodepng/lodepng.wasm?url'
import { expect, test } from 'vitest'
import { decodeWith } from '@cnn/data'
import { pictures } from './pictures.ts'

const compile = (url: string) => WebAssembly.compileStreaming(fetch(url))
const codecs = { jpeg: await compile(jpegTurbo), png: await compile(lodepng) }

test.each(pictures)('$name has the pixels of Pillow', ({ name, file, width, height, pixels }) => {
  const picture = decodeWith(codecs, file, name)
  expect([picture.width, picture.height]).toEqual([width, height])
  expect(
    picture.pixels.findIndex((value, i) => value !== pixels[i]),
    'the first byte that differs',
  ).toBe(-1)
})
