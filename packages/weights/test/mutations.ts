/**
 * @file Changes to valid files, for all readers: bytes overwritten, runs copied, removed and doubled, the end cut off.
 */

import fc from 'fast-check'
import { FormatError } from '@cnn/weights'
import { expect } from 'vitest'

// Public API

/**
 * Reads `runs` mutations of each file, and half as many lists of arbitrary bytes; the reader may give a result or a
 * FormatError.
 */
export async function expectFormatErrors(
  valid: readonly Uint8Array[],
  read: (bytes: Uint8Array) => unknown,
  runs = 2000,
): Promise<void> {
  const check = async (bytes: Uint8Array) => {
    try {
      await read(bytes)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      expect(error.message.length).toBeLessThan(2000)
    }
  }
  for (const file of valid) await fc.assert(fc.asyncProperty(mutated(file), check), { numRuns: runs })
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), check), { numRuns: runs / 2 })
}

// Implementation

const interesting = [0, 1, 0x28, 0x2e, 0x63, 0x7f, 0x80, 0xff]

function mutated(file: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: file.length - 1 })
  const anyChange = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('byte' as const), at: place, to: fc.nat({ max: 255 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('byte' as const), at: place, to: fc.constantFrom(...interesting) }),
    },
    fc.record({ kind: fc.constant('copy' as const), at: place, from: place, length: fc.nat({ max: 64 }) }),
    fc.record({ kind: fc.constant('remove' as const), at: place, length: fc.nat({ max: 64 }) }),
    fc.record({ kind: fc.constant('double' as const), at: place, length: fc.nat({ max: 64 }) }),
    fc.record({ kind: fc.constant('cut' as const), at: place }),
  )
  return fc.array(anyChange, { minLength: 1, maxLength: 4 }).map((changes) => {
    let bytes = Uint8Array.from(file)
    for (const change of changes) {
      const { at } = change
      if (change.kind === 'byte') bytes[at] = change.to
      else if (change.kind === 'copy') bytes.copyWithin(at, change.from, change.from + change.length)
      else if (change.kind === 'remove')
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + change.length)])
      else if (change.kind === 'double')
        bytes = Uint8Array.from([...bytes.subarray(0, at + change.length), ...bytes.subarray(at)])
      else bytes = bytes.slice(0, at)
    }
    return bytes
  })
}
