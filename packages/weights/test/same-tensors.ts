import type { Weights } from '@cnn/shapes'
import { expect } from 'vitest'

/** Names, shapes and bits are the same. By `toEqual` every number would take a microsecond. */
export function expectSameTensors(found: Weights, expected: Weights): void {
  const shapes = (weights: Weights) => Object.fromEntries([...weights].map(([name, { shape }]) => [name, shape]))
  expect(shapes(found)).toEqual(shapes(expected))
  for (const [name, { data }] of expected) {
    const other = found.get(name)!.data
    expect(other.constructor, name).toBe(data.constructor)
    expect(bytesOf(other).equals(bytesOf(data)), `the bits of ${name} are the same`).toBe(true)
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => Buffer.from(buffer, byteOffset, byteLength)
