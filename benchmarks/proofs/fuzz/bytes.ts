/** @file Changes of bytes, whatever they mean. */

import type { Random } from './random.ts'

/** Anything at all, with a valid beginning half of the time, or nothing would get past the signature. */
export function arbitrary(files: readonly Uint8Array[], random: Random): Uint8Array {
  const bytes = random.bytes(random.below(300))
  const head = random.of(files).subarray(0, random.below(40))
  return random.once(2) ? bytes : joined([head, bytes])
}

/** One to four places changed, moved, doubled, left out or cut off. */
export function scrambled(file: Uint8Array, random: Random): Uint8Array {
  let bytes = Uint8Array.from(file)
  for (let changes = 1 + random.below(4); changes > 0 && bytes.length > 0; changes--) {
    const at = random.below(bytes.length)
    const length = random.below(64)
    const kind = random.below(10)
    if (kind < 4) bytes[at] = random.below(256)
    else if (kind < 6) bytes[at] = random.of([0, 1, 0x28, 0x2e, 0x63, 0x7f, 0x80, 0xff])
    else if (kind === 6) bytes.copyWithin(at, random.below(bytes.length), random.below(bytes.length))
    else if (kind === 7) bytes = joined([bytes.subarray(0, at), bytes.subarray(at + length)])
    else if (kind === 8) bytes = joined([bytes.subarray(0, at + length), bytes.subarray(at)])
    else if (random.once(4)) bytes = bytes.slice(0, at)
  }
  return bytes
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}

/** A list with one to three of its things left out, doubled, moved or changed. */
export function shuffledA<T>(things: readonly T[], random: Random, change: (thing: T) => T): T[] {
  const result = [...things]
  for (let changes = 1 + random.below(3); changes > 0 && result.length > 0; changes--) {
    const at = random.below(result.length)
    const kind = random.below(6)
    if (kind === 0) result.splice(at, 1)
    else if (kind === 1) result.splice(random.below(result.length), 0, result[at]!)
    else if (kind === 2) [result[0], result[at]] = [result[at]!, result[0]!]
    else result[at] = change(result[at]!)
  }
  return result
}
