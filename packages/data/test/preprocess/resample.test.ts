import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { preprocess, resample, type Interpolation, type Picture } from '@cnn/data'

/** Printed by `pil.py`. */
const pil: {
  resized: { width: number; height: number; interpolation: Interpolation; crc32: number; first: number[] }[]
  processed: { width: number; height: number; interpolation: Interpolation; sum: number; every97th: number[] }[]
} = JSON.parse(readFileSync(new URL('../pil.json', import.meta.url), 'utf8'))

function picture(width: number, height: number): Picture {
  const value = (i: number) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return (x * 7 + y * 13 + c * 29 + x * y * 3) % 256
  }
  return { width, height, pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => value(i)) }
}

test.each(pil.resized)(
  '$interpolation to $width×$height equals PIL, byte for byte',
  ({ width, height, interpolation, crc32: sum, first }) => {
    const { pixels } = resample(picture(37, 23), width, height, interpolation)
    expect(pixels.length).toBe(width * height * 3)
    expect([...pixels.subarray(0, 9)]).toEqual(first)
    expect(crc32(pixels)).toBe(sum)
  },
)

const torchvision = {
  resize: 32,
  crop: 25,
  channels: 'RGB',
  white: 1,
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
} as const

test.each(pil.processed)(
  "$width×$height resized $interpolation, cropped and normalised equals torchvision's transforms",
  ({ width, height, interpolation, sum, every97th }) => {
    const values = preprocess(picture(width, height), { ...torchvision, interpolation })
    expect(values.length).toBe(25 * 25 * 3)
    for (const [i, value] of every97th.entries()) expect(values[i * 97]).toBeCloseTo(value, 5)
    expect(values.reduce((a, b) => a + b)).toBeCloseTo(sum, 2)
  },
)

test("Caffe's way: blue first, bytes less their means", () => {
  const red = { width: 1, height: 1, pixels: Uint8Array.of(200, 100, 50) }
  const caffe = { channels: 'BGR', white: 255, mean: [103.939, 116.779, 123.68], deviation: [1, 1, 1] } as const
  const values = preprocess(red, { resize: 1, crop: 1, interpolation: 'bilinear', ...caffe })
  expect([...values]).toEqual([50 - 103.939, 100 - 116.779, 200 - 123.68].map(Math.fround))
})

test('what cannot be done is told', () => {
  expect(() => preprocess(picture(3, 3), { ...torchvision, interpolation: 'bilinear', crop: 40 })).toThrow(
    /40×40 pixels cannot be cut from a picture of 32×32/,
  )
  expect(() => preprocess(picture(500, 2), { ...torchvision, interpolation: 'bilinear' })).toThrow(/too long to resize/)
  expect(() => resample(picture(3, 3), 0, 3, 'bilinear')).toThrow(/cannot be resized to 0×3/)
})
