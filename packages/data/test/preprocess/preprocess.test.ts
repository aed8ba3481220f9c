/**
 * @file Pictures of other shapes and grey ones, against timm's and torchvision's transforms of the same files
 * (`preprocess.py`).
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DataError, preprocess, type Preprocessing, type Sides } from '@cnn/data'
import { decodePicture } from '@cnn/data/node'
import goldens from '../preprocess.json' with { type: 'json' }

/** Bytes as they are: nothing is taken off, and white stays 255. */
const plain = { interpolation: 'bilinear', white: 255, channels: 'RGB', mean: [0, 0, 0], deviation: [1, 1, 1] } as const
const grey = { ...plain, channels: 'grey', mean: [0], deviation: [1] } as const
const photo = (name: string) => decodePicture(readFileSync(new URL(`../photos/${name}.jpg`, import.meta.url)))

test.each([
  ['chelsea', 'chelsea 224×320', { ...plain, resize: [256, 366], crop: [224, 320] }],
  ['chelsea', 'chelsea 320×96', { ...plain, resize: [366, 110], crop: [320, 96] }],
  ['coffee', 'coffee 64×200', { ...plain, resize: [64, 200], crop: [64, 200] }],
  ['chelsea', 'chelsea grey', { ...grey, resize: 256, crop: 224 }],
  ['coffee', 'coffee grey 96×64', { ...grey, resize: [110, 73], crop: [96, 64] }],
] satisfies [string, Exclude<keyof typeof goldens, 'seven'>, Preprocessing][])('%s as %s', (name, key, steps) => {
  const { width, height, sha256 } = goldens[key]
  const found = preprocess(photo(name), steps)
  expect(found).toHaveLength(width * height * steps.mean.length)
  expect(createHash('sha256').update(Uint8Array.from(found)).digest('hex')).toBe(sha256)
})

const mnist = { ...grey, resize: 28, crop: 28, frame: 32, ink: 'bright' } as const

test('a digit, dark on white, becomes bright on dark in a frame', () => {
  const seven = decodePicture(Buffer.from(goldens.seven.file, 'base64'))
  expect([...preprocess(seven, mnist)]).toEqual(goldens.seven.pixels)
})

test('one that is bright on dark stays, and the frame is black before the mean is taken off', () => {
  const pixels = new Uint8Array(28 * 28 * 3)
  pixels.fill(200, 3 * (28 * 14 + 14), 3 * (28 * 14 + 15))
  const found = preprocess({ width: 28, height: 28, pixels }, { ...mnist, white: 1, mean: [0.25], deviation: [0.5] })
  expect(found[0]).toBe(-0.5)
  expect(found[16 * 32 + 16]).toBeCloseTo((200 / 255 - 0.25) / 0.5, 6)
  expect(found.filter((value) => value !== -0.5)).toHaveLength(1)
})

test('grey is repeated where a network has several channels', () => {
  const found = preprocess(photo('chelsea'), { ...grey, mean: [0, 0, 0], deviation: [1, 1, 1], resize: 8, crop: 8 })
  const one = preprocess(photo('chelsea'), { ...grey, resize: 8, crop: 8 })
  expect([...found]).toEqual([...one].flatMap((value) => [value, value, value]))
})

test.each<[Sides, Sides]>([
  [224, 256],
  [
    [100, 300],
    [100, 301],
  ],
])('resized to %j, a crop of %j is refused', (resize, crop) => {
  expect(() => preprocess(photo('chelsea'), { ...plain, resize, crop })).toThrow(DataError)
})
