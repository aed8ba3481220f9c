import { expect, test } from 'vitest'
import { decodePicture } from '@cnn/data/node'
import { pictures } from './pictures.ts'

test.each(pictures)('$name has the pixels of Pillow', ({ name, file, width, height, pixels }) => {
  const picture = decodePicture(file, name)
  expect([picture.width, picture.height]).toEqual([width, height])
  expect(Buffer.from(picture.pixels).equals(pixels), 'the same bytes').toBe(true)
})
