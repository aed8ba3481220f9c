import { expect } from 'vitest'

/** Largest difference over largest value is at most `tolerance`. NaN on either side fails. */
export function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(found.length).toBe(expected.length)
  const largest = Math.max(...Array.from(expected, Math.abs))
  const differences = Array.from(expected, (value, i) => Math.abs(value - found[i]!))
  expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance * largest)
}
