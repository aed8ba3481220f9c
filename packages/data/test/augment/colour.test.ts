import { expect, test } from 'vitest'
import { colourShift, imagenetColours, randomOf, shiftColours } from '../../src/index.ts'

const sample = { height: 1, width: 2, channels: 3, pixels: Uint8Array.of(100, 150, 200, 0, 255, 7) }

test('Σ pᵢ αᵢ λᵢ is added to every pixel', () => {
  const components = {
    values: [0.5, 0.25, 0.125],
    vectors: [
      [1, 0, 0],
      [0, 0.6, 0.8],
      [0, -0.8, 0.6],
    ],
  }
  // 255 · (0.5 · 0.1, 0.6 · 0.25 · 0.2 − 0.8 · 0.125 · 0.4, 0.8 · 0.25 · 0.2 + 0.6 · 0.125 · 0.4) = 12.75, −2.55, 17.85
  const { pixels } = shiftColours(sample, components, [0.1, 0.2, 0.4])
  for (const [i, value] of [112.75, 147.45, 217.85, 12.75, 252.45, 24.85].entries())
    expect(pixels[i]).toBeCloseTo(value, 4)
})

test("ImageNet's components are of length 1 and at right angles", () => {
  for (const [i, a] of imagenetColours.vectors.entries())
    for (const [j, b] of imagenetColours.vectors.entries())
      expect(a.reduce((sum, value, k) => sum + value * b[k]!, 0)).toBeCloseTo(i === j ? 1 : 0, 3)
})

test('the shifts of many images have the covariance (255 · 0.1)² Σ λᵢ² pᵢ pᵢᵀ, one shift for the whole image', () => {
  const count = 20_000
  const shifts = Array.from({ length: count }, (_, i) => {
    const { pixels } = colourShift()(sample, randomOf(1, 0, i))
    const shift = [0, 1, 2].map((channel) => pixels[channel]! - sample.pixels[channel]!)
    for (const [channel, value] of shift.entries())
      expect(pixels[3 + channel]! - sample.pixels[3 + channel]!).toBeCloseTo(value, 3)
    return shift
  })
  const { values, vectors } = imagenetColours
  for (const a of [0, 1, 2]) {
    expect(Math.abs(shifts.reduce((sum, shift) => sum + shift[a]!, 0) / count)).toBeLessThan(0.1)
    for (const b of [0, 1, 2]) {
      const expected =
        25.5 ** 2 * values.reduce((sum, value, i) => sum + value ** 2 * vectors[i]![a]! * vectors[i]![b]!, 0)
      const found = shifts.reduce((sum, shift) => sum + shift[a]! * shift[b]!, 0) / count
      // The deviation of the estimate is √2 / √20,000 of it.
      expect(Math.abs(found / expected - 1)).toBeLessThan(0.04)
    }
  }
})

test('a grey image has no such colours', () => {
  expect(() => shiftColours({ ...sample, channels: 1 }, imagenetColours, [0, 0, 0])).toThrow(
    'the components of colour have 3 channels; the image has 1',
  )
})
