/**
 * @file HDF5 files whose fields are others: addresses that point at themselves or elsewhere, counts and sizes of any
 * number. Where they stand: HDF5 File Format Specification 3.0, III; structures begin with four letters, or with the
 * version 1 of an object header.
 */

import type { Random } from './random.ts'

// Public API

/** The file with one to four fields that say something else. */
export function hostileHdf5(file: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(file)
  const starts = startsOf(bytes)
  for (let changes = 1 + random.below(4); changes > 0; changes--) change(bytes, starts, random)
  return random.once(20) ? bytes.subarray(0, random.below(bytes.length)) : bytes
}

// Implementation

const known = new Map<number, readonly number[]>()
const letters = new Set(['TREE', 'SNOD', 'HEAP', 'GCOL', 'OHDR', 'FRHP', 'FHDB', 'BTHD', 'FADB', 'EAHD', 'OCHK'])

/**
 * The superblock, what has a signature, and what looks like an object header: version 1, 0, few messages. By the size
 * of the file.
 */
function startsOf(bytes: Uint8Array): readonly number[] {
  const before = known.get(bytes.length)
  if (before) return before
  const starts = [0]
  for (let at = 8; at + 16 < bytes.length; at += 8) {
    const text = String.fromCodePoint(...bytes.subarray(at, at + 4))
    const isHeader = bytes[at] === 1 && bytes[at + 1] === 0 && bytes[at + 2]! < 40 && bytes[at + 3] === 0
    if (letters.has(text) || (isHeader && bytes[at + 4]! > 0 && bytes[at + 4]! < 4)) starts.push(at)
  }
  known.set(bytes.length, starts)
  return starts
}

function change(bytes: Uint8Array, starts: readonly number[], random: Random): void {
  const view = new DataView(bytes.buffer)
  const start = random.of(starts)
  const kind = random.below(6)
  const at = Math.min(start + random.below(kind < 3 ? 200 : 64), bytes.length - 8)
  const word = Math.min(start + 8 * random.below(24), bytes.length - 8)
  if (kind === 0) bytes[at] = random.below(256)
  else if (kind === 1) bytes[at] = random.of([0, 1, 2, 3, 8, 0x10, 0x20, 0x7f, 0x80, 0xff])
  else if (kind === 2) view.setUint16(at, random.size() % 2 ** 16, true)
  else if (kind === 3) view.setUint32(at, random.size() % 2 ** 32, true)
  else if (kind === 4) view.setBigUint64(word, BigInt(random.size()), true)
  else
    view.setBigUint64(word, BigInt(random.of([start, random.of(starts), word, bytes.length, bytes.length - 8])), true)
}
