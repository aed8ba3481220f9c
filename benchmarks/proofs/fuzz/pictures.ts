/**
 * @file PNG as chunks with checksums that are right again, JPEG as segments. Formats: PNG Specification 3, 5; ITU-T
 * T.81, annex B.
 */

import { crc32, deflateSync } from 'node:zlib'
import { joined, scrambled, shuffledA } from './bytes.ts'
import type { Random } from './random.ts'

// Public API

export function hostilePng(file: Uint8Array, random: Random): Uint8Array {
  const chunks = shuffledA(chunksOf(file), random, (chunk) => changedChunk(chunk, random))
  return joined([file.subarray(0, 8), ...chunks.map((chunk) => written(chunk))])
}

export function hostileJpeg(file: Uint8Array, random: Random): Uint8Array {
  const segments = segmentsOf(file)
  const changed = shuffledA(segments, random, (segment) => changedSegment(segment, random))
  if (random.once(8)) {
    const scan = random.of(segments)
    for (let times = random.of([2, 20, 200]); times > 0; times--) changed.splice(-1, 0, scan)
  }
  return joined([file.subarray(0, 2), ...changed])
}

// Implementation

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
}

function chunksOf(file: Uint8Array): Chunk[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const chunks: Chunk[] = []
  for (let at = 8; at + 12 <= file.length;) {
    const length = view.getUint32(at)
    chunks.push({
      type: String.fromCodePoint(...file.subarray(at + 4, at + 8)),
      data: file.subarray(at + 8, at + 8 + length),
    })
    at += 12 + length
  }
  return chunks
}

function written({ type, data }: Chunk): Uint8Array {
  const body = joined([new TextEncoder().encode(type), data])
  const [head, tail] = [new DataView(new ArrayBuffer(4)), new DataView(new ArrayBuffer(4))]
  head.setUint32(0, data.length)
  tail.setUint32(0, crc32(body))
  return joined([new Uint8Array(head.buffer), body, new Uint8Array(tail.buffer)])
}

function changedChunk(chunk: Chunk, random: Random): Chunk {
  if (chunk.type === 'IHDR') {
    const data = Uint8Array.from(chunk.data)
    const view = new DataView(data.buffer)
    if (random.once(2)) view.setUint32(random.of([0, 4]), random.size() % 2 ** 32)
    else data[8 + random.below(5)] = random.of([0, 1, 2, 3, 4, 6, 8, 16, 255])
    return { ...chunk, data }
  }
  const kind = random.below(5)
  if (kind === 0) return { ...chunk, type: random.of(['IDAT', 'PLTE', 'tRNS', 'iCCP', 'eXIf', 'zTXt', 'acTL', 'IEND']) }
  if (kind === 1) return { ...chunk, data: deflateSync(new Uint8Array(random.of([0, 100, 2 ** 16, 2 ** 22]))) }
  if (kind === 2) return { ...chunk, data: random.bytes(random.below(100)) }
  return { ...chunk, data: scrambled(chunk.data, random) }
}

/** Each from its marker to the next, the compressed data behind a scan's head included. */
function segmentsOf(file: Uint8Array): Uint8Array[] {
  const segments: Uint8Array[] = []
  for (let at = 2; at + 4 <= file.length;) {
    let end = at + 2 + file[at + 2]! * 256 + file[at + 3]!
    const isMarker = () =>
      file[end] === 0xff && file[end + 1] !== 0 && !(file[end + 1]! >= 0xd0 && file[end + 1]! < 0xd8)
    while (end < file.length && !isMarker()) end++
    segments.push(file.subarray(at, end))
    at = end
  }
  return [...segments, file.subarray(-2)]
}

function changedSegment(segment: Uint8Array, random: Random): Uint8Array {
  const kind = random.below(4)
  if (kind === 0) return scrambled(segment, random)
  const bytes = Uint8Array.from(segment)
  if (bytes.length < 4) return random.bytes(4)
  // The frame's height and width stand behind its precision.
  if (kind === 1) bytes.set(random.bytes(2), Math.min(bytes.length - 2, random.of([5, 7])))
  else if (kind === 2) bytes[1] = random.of([0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc9, 0xda, 0xdb, 0xdd, 0xe1, 0xee])
  else bytes[Math.min(bytes.length - 1, 2 + random.below(16))] = random.below(256)
  return bytes
}
