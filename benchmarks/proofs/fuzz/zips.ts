/** @file Zip archives whose directory lies: about sizes, places, names and how many files there are. */

import { deflateRawSync } from 'node:zlib'
import { joined, shuffledA } from './bytes.ts'
import type { Random } from './random.ts'

// Public API

export interface Packed {
  readonly name: string
  /** As it lies in the archive, by method 0 (as it is) or 8 (deflated). */
  readonly data: Uint8Array
  readonly method: number
  readonly size: number
}

/** Of an archive without comment, whose sizes take 32 bits. */
export function entriesOf(archive: Uint8Array): Packed[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - 22
  const all: Packed[] = []
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ]
    const local = view.getUint32(at + 42, true)
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    all.push({
      name: new TextDecoder().decode(archive.subarray(at + 46, at + 46 + name)),
      data: archive.subarray(from, from + packed),
      method: view.getUint16(at + 10, true),
      size,
    })
    at += 46 + name + extra + comment
  }
  return all
}

/** Files packed, left out, doubled or grown, and up to two fields of headers that say something else. */
export function hostileZip(entries: readonly Packed[], random: Random): Uint8Array {
  const files = random.once(2) ? shuffledA(entries, random, (entry) => changed(entry, random)) : entries
  return write(files, random.once(3) ? [] : Array.from({ length: 1 + random.below(2) }, () => lie(random)), random)
}

/** One file in place of the one of that name, honestly. */
export function withFile(entries: readonly Packed[], name: RegExp, data: Uint8Array): Uint8Array {
  const put = entries.map((entry) => (name.test(entry.name) ? { ...entry, data, method: 0, size: data.length } : entry))
  return write(put, [], undefined)
}

// Implementation

function changed(entry: Packed, random: Random): Packed {
  const kind = random.below(4)
  if (kind === 0) return { ...entry, name: random.of(['../x', '/x', 'a'.repeat(10_000), entry.name + '/', '']) }
  if (kind === 1) return { ...entry, data: deflateRawSync(entry.data), method: 8 }
  const grown = new Uint8Array(random.of([0, 24, 2 ** 16, 2 ** 20, 2 ** 24]))
  if (kind === 2) return { ...entry, data: deflateRawSync(grown), method: 8, size: random.of([grown.length, 24]) }
  return { ...entry, size: random.size() % 2 ** 32, method: random.of([0, 8, 12, 99]) }
}

/** Of the local headers, the directory's or the end, a field by its place and width. */
interface Lie {
  readonly part: 'local' | 'entry' | 'end'
  readonly at: number
  readonly wide: boolean
  readonly value: number
}

function lie(random: Random): Lie {
  const part = random.of(['local', 'entry', 'entry', 'end'] as const)
  const fields = {
    local: { wide: [0, 14, 18, 22], narrow: [4, 6, 8, 26, 28] },
    entry: { wide: [0, 16, 20, 24, 42], narrow: [6, 8, 10, 28, 30, 32] },
    end: { wide: [12, 16], narrow: [4, 6, 8, 10, 20] },
  }[part]
  const wide = random.once(2)
  const value = random.once(4) ? (wide ? 0xffffffff : 0xffff) : random.size() % (wide ? 2 ** 32 : 2 ** 16)
  return { part, at: random.of(wide ? fields.wide : fields.narrow), wide, value }
}

function write(files: readonly Packed[], lies: readonly Lie[], random: Random | undefined): Uint8Array<ArrayBuffer> {
  const told = (part: Lie['part'], view: DataView) => {
    for (const one of lies)
      if (one.part === part && (part === 'end' || random?.once(2)))
        if (one.wide) view.setUint32(one.at, one.value, true)
        else view.setUint16(one.at, one.value, true)
  }
  const [bodies, directory]: [Uint8Array[], Uint8Array[]] = [[], []]
  let at = 0
  for (const { name, data, method, size } of files) {
    const text = new TextEncoder().encode(name)
    const shared = random?.once(40) ? 0 : at
    const local = header(30, 0x04034b50, { 8: method, 26: text.length }, { 18: data.length, 22: size })
    const entry = header(46, 0x02014b50, { 10: method, 28: text.length }, { 20: data.length, 24: size, 42: shared })
    told('local', local)
    told('entry', entry)
    bodies.push(new Uint8Array(local.buffer), text, data)
    directory.push(new Uint8Array(entry.buffer), text)
    at += 30 + text.length + data.length
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0)
  const end = header(22, 0x06054b50, { 8: files.length, 10: files.length }, { 12: length, 16: at })
  told('end', end)
  return joined([...bodies, ...directory, new Uint8Array(end.buffer)])
}

type Fields = Readonly<Record<number, number>>

function header(bytes: number, signature: number, narrow: Fields, wide: Fields): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(bytes))
  view.setUint32(0, signature, true)
  for (const [at, value] of Object.entries(narrow)) view.setUint16(Number(at), value, true)
  for (const [at, value] of Object.entries(wide)) view.setUint32(Number(at), value, true)
  return view
}
