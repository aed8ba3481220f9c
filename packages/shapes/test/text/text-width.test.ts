import { expect, test } from 'vitest'
import { textWidth } from '@cnn/shapes'

test("Arial takes what Helvetica's metrics (Adobe's AFM) say, and up to a tenth more", () => {
  const ems = 8.503
  const width = textWidth('inception-resnet-v2', 10, 'arial')
  expect(width).toBeGreaterThanOrEqual(10 * ems)
  expect(width).toBeLessThan(11 * ems)
})

test.each([
  ['inception-resnet-v2', 9.765],
  ['25,557,032 parameters', 11.844],
  ['3×3 convolution, 64', 10.163],
  ['MobileNet, WASM ×2', 10.634],
])('any face may be as wide as DejaVu Sans: %s', (text, ems) => {
  expect(Math.abs(textWidth(text, 1, 'any') / ems - 1)).toBeLessThan(0.06)
})

test('a monospaced face has one width, DejaVu Sans Mono 0.602 of its size', () => {
  expect(textWidth('Wil', 10, 'mono')).toBeCloseTo(3 * textWidth('i', 10, 'mono'))
  expect(textWidth('i', 10, 'mono')).toBeGreaterThanOrEqual(6.02)
})

test('an emoji is one character, as wide as it is high', () => {
  expect(textWidth('🐈', 10, 'any')).toBeCloseTo(10.5)
})
