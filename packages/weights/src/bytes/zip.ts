/**
 * @file The files of a zip archive from a stranger. The directory is read here, since what it claims has to be looked
 * at before a byte is unpacked; fflate inflates. Format: PKWARE, APPNOTE.TXT, sections 4.3 and 4.5.3.
 *
 * Checksums are not looked at: PyTorch can be told to write others (`torch.serialization.set_crc32_options`).
 */

import { bounds, messageOf, mostUnpacked } from '@cnn/shapes'
import { Inflate } from 'fflate'
import { FormatError } from '../format-error.ts'

// Public API

/**
 * The files whose names `wanted` accepts. Throws FormatError on names that occur twice or lead out of the archive, on
 * entries that share bytes or do not unpack to what they claim, and on archives that claim to unpack to far more than
 * they are.
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const { all, start, end } = entries(view)
    checkNames(all)
    checkSizes(all, bytes.length)
    const placed = all.map((entry) => ({ ...entry, ...place(view, entry) }))
    checkApart([...placed, { name: 'the directory', header: start, to: end }])
    return new Map(placed.filter(({ name }) => wanted(name)).map((entry) => [entry.name, unpack(entry, bytes)]))
  } catch (error) {
    if (error instanceof RangeError) throw new FormatError('the archive is damaged: its directory leads out of it')
    throw error
  }
}

// Implementation

/** What the directory says of one file. */
interface Entry {
  readonly name: string
  readonly method: number
  /** Bytes as they lie in the archive, and unpacked. */
  readonly packed: number
  readonly size: number
  /** The place of its local header. */
  readonly header: number
}

interface Placed extends Entry {
  readonly from: number
  readonly to: number
}

const signatures = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50, local: 0x04034b50 }
/** Stands in place of a size that takes 64 bits. */
const elsewhere = 0xffffffff

function directory(view: DataView): { count: number; at: number } {
  const last = view.byteLength - 22
  // Before a comment of at most 65,535 bytes.
  for (let at = last; at >= 0 && at >= last - 65_535; at--) {
    if (view.getUint32(at, true) !== signatures.end) continue
    const locator = at - 20
    if (locator >= 0 && view.getUint32(locator, true) === signatures.locator64) {
      const end = size64(view, locator + 8)
      if (view.getUint32(end, true) === signatures.end64)
        return { count: size64(view, end + 32), at: size64(view, end + 48) }
    }
    return { count: view.getUint16(at + 10, true), at: view.getUint32(at + 16, true) }
  }
  throw new FormatError('the archive is cut off: its directory at the end is missing')
}

/** Throws RangeError where it leads out of the archive, as every access of a DataView does. */
function entries(view: DataView): { all: Entry[]; start: number; end: number } {
  const { count, at: start } = directory(view)
  if (count > bounds.files) throw new FormatError(`the archive claims ${count} files; ${bounds.files} are read at most`)
  const all: Entry[] = []
  let at = start
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== signatures.entry)
      throw new FormatError(`the archive's directory is damaged at byte ${at}`)
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ]
    const name = text(view, at + 46, nameLength)
    if ((flags & 1) !== 0) throw new FormatError(`the archive's file '${name}' is encrypted`)
    const sizes = [24, 20, 42].map((field) => view.getUint32(at + field, true)) as [number, number, number]
    const [size, packed, header] = widen(view, sizes, { from: at + 46 + nameLength, length: extraLength })
    all.push({ name, method, packed, size, header })
    at += 46 + nameLength + extraLength + commentLength
  }
  return { all, start, end: at }
}

/** Sizes of 64 bits stand, in this order, in the extra field 1, each only where the one of 32 bits says so. */
function widen(
  view: DataView,
  sizes: [number, number, number],
  extra: { from: number; length: number },
): [number, number, number] {
  const end = extra.from + extra.length
  for (let at = extra.from; at + 4 <= end;) {
    const length = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 1) {
      let next = at + 4
      return sizes.map((size) => (size === elsewhere ? size64(view, (next += 8) - 8) : size)) as [
        number,
        number,
        number,
      ]
    }
    at += 4 + length
  }
  return sizes
}

function size64(view: DataView, at: number): number {
  const size = view.getBigUint64(at, true)
  if (size > view.byteLength * 1000)
    throw new FormatError('the archive is damaged: it claims sizes that are far beyond its own')
  return Number(size)
}

const utf8 = new TextDecoder()

function text(view: DataView, at: number, length: number): string {
  if (at + length > view.byteLength) throw new RangeError('a name beyond the end')
  return utf8.decode(new Uint8Array(view.buffer, view.byteOffset + at, length))
}

function checkNames(all: readonly Entry[]): void {
  const seen = new Set<string>()
  for (const { name } of all) {
    if (seen.has(name)) throw new FormatError(`the archive holds '${name}' twice`)
    seen.add(name)
    if (/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(name))
      throw new FormatError(`the archive's file '${name}' would lie outside of it`)
  }
}

function checkSizes(all: readonly Entry[], bytes: number): void {
  const claimed = all.reduce((sum, { size, packed }) => sum + Math.max(size, packed), 0)
  if (claimed > mostUnpacked(bytes))
    throw new FormatError(`the archive of ${bytes} bytes claims to unpack to ${claimed}; no weights shrink like that`)
}

/** Its bytes, after a local header of the same name. */
function place(view: DataView, { name, packed, header }: Entry): { from: number; to: number } {
  const lies = () => new FormatError(`the archive's directory and its file '${name}' contradict each other`)
  if (view.getUint32(header, true) !== signatures.local) throw lies()
  const [nameLength, extraLength] = [view.getUint16(header + 26, true), view.getUint16(header + 28, true)]
  if (text(view, header + 30, nameLength) !== name) throw lies()
  const from = header + 30 + nameLength + extraLength
  if (from + packed > view.byteLength)
    throw new FormatError(`the archive is cut off: its file '${name}' ends beyond it`)
  return { from, to: from + packed }
}

function checkApart(all: readonly Pick<Placed, 'name' | 'header' | 'to'>[]): void {
  let last: (typeof all)[number] | undefined
  for (const entry of all.toSorted((a, b) => a.header - b.header)) {
    if (last && entry.header < last.to)
      throw new FormatError(`of the archive, '${last.name}' and '${entry.name}' share bytes`)
    last = entry
  }
}

function unpack({ name, method, size, from, to }: Placed, bytes: Uint8Array): Uint8Array {
  const packed = bytes.subarray(from, to)
  if (method !== 0 && method !== 8)
    throw new FormatError(`the archive's file '${name}' is packed by method ${method}; 0 and 8 are read`)
  const lies = (found: string) =>
    new FormatError(`the archive's file '${name}' has ${found} bytes, not ${size} as it says`)
  if (method === 0) {
    if (packed.length !== size) throw lies(String(packed.length))
    return packed
  }
  const result = new Uint8Array(size)
  let at = 0
  const stream = new Inflate((part) => {
    if (at + part.length > size) throw lies('more')
    result.set(part, at)
    at += part.length
  })
  try {
    // In pieces, each of which unpacks to a thousand times its bytes at most: whoever lies is found out soon, and
    // sooner of a small file.
    const piece = Math.min(largestPiece, smallestPiece + size)
    for (let start = 0; start === 0 || start < packed.length; start += piece)
      stream.push(packed.subarray(start, start + piece), start + piece >= packed.length)
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw new FormatError(`the archive's file '${name}' cannot be unpacked: ${messageOf(error)}`)
  }
  if (at !== size) throw lies(String(at))
  return result
}

const [smallestPiece, largestPiece] = [2 ** 8, 2 ** 14]
