/**
 * @file What is attacked: each reader with valid files, changes that know their structure, and the error that it may
 * throw.
 */

import { readFileSync } from 'node:fs'
import { parseResults, ResultsError } from '@cnn/bench'
import { DataError, parseCifar10, parseIdx } from '@cnn/data'
import { decodePicture } from '@cnn/data/node'
import { fromJSON, ShapeError, toJSON } from '@cnn/shapes'
import {
  FormatError,
  readKeras,
  readOnnx,
  readPyTorch,
  readSafetensors,
  readTfjs,
  writeSafetensors,
} from '@cnn/weights'
import { googlenet, lenet5, resnet20 } from '@cnn/zoo'
import { joined } from './bytes.ts'
import { hostileHdf5 } from './hdf5.ts'
import { hostileJson } from './json.ts'
import { endOf, hostilePickle, opcodesOf } from './pickle.ts'
import { hostileJpeg, hostilePng } from './pictures.ts'
import { hostileProtobuf } from './protobuf.ts'
import type { Random } from './random.ts'
import { entriesOf, hostileZip, withFile } from './zips.ts'

// Public API

export interface Subject {
  readonly files: readonly Uint8Array[]
  /** A valid file changed as one who knows its format would. */
  readonly change: (file: Uint8Array, random: Random) => Uint8Array
  readonly read: (bytes: Uint8Array) => unknown
  /** What it may throw. */
  readonly refuses: new (message?: string) => Error
}

export const subjects: Readonly<Record<string, () => Subject>> = {
  safetensors: () => ({
    files: [writeSafetensors(new Map([['layer.weight', { shape: [2, 1], data: Float32Array.of(1, 2) }]]), { a: 'b' })],
    change: changeSafetensors,
    read: readSafetensors,
    refuses: FormatError,
  }),
  pytorch: () => ({
    files: ['tiny.pth', 'tiny-legacy.pth', 'tiny-training.th', 'tiny-protocol4.pth', 'views.pth', 'code.pth'].map(file),
    change: changePytorch,
    read: readPyTorch,
    refuses: FormatError,
  }),
  keras: () => ({
    files: ['tiny-weights.h5', 'tiny-model.h5', 'tiny.keras'].map(file),
    change: changeKeras,
    read: readKeras,
    refuses: FormatError,
  }),
  tfjs: () => ({
    files: [json(tfjs)],
    change: changeJson,
    read: (bytes) => readTfjs(bytes, () => Promise.resolve(new Uint8Array(5))),
    refuses: FormatError,
  }),
  onnx: () => ({ files: [file('tiny.onnx')], change: hostileProtobuf, read: readOnnx, refuses: FormatError }),
  jpeg: () => ({ files: pictures('.jpg'), change: hostileJpeg, read: decode, refuses: DataError }),
  png: () => ({ files: pictures('.png'), change: hostilePng, read: decode, refuses: DataError }),
  idx: () => ({ files: [idx], change: changeIdx, read: (bytes) => parseIdx(bytes), refuses: DataError }),
  cifar10: () => ({
    files: [new Uint8Array(3073 * 2)],
    change: (bytes, random) => bytes.slice(random.below(3)).fill(random.below(256), random.of([0, 3073]), 3074),
    read: (bytes) => parseCifar10(bytes),
    refuses: DataError,
  }),
  graph: () => ({
    files: [lenet5(), resnet20(), googlenet()].map((net) => json(toJSON(net))),
    change: changeJson,
    read: (bytes) => fromJSON(parsed(bytes)),
    refuses: ShapeError,
  }),
  results: () => ({
    files: [json(someResults())],
    change: changeJson,
    read: (bytes) => parseResults(new TextDecoder().decode(bytes), 'results.json'),
    refuses: ResultsError,
  }),
}

// Implementation

function file(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../packages/weights/test/files/${name}`, import.meta.url)))
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

const tfjs = {
  format: 'layers-model',
  weightsManifest: [
    {
      paths: ['a', 'b/c'],
      weights: [
        { name: 'a', shape: [2], dtype: 'float32' },
        { name: 'b', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: 0 } },
      ],
    },
  ],
}

/** Of the colours, sizes and kinds that the tests of decoding have. */
function pictures(ending: string): Uint8Array[] {
  const text = readFileSync(new URL('../../../packages/data/test/pictures.json', import.meta.url), 'utf8')
  const all = Object.entries(JSON.parse(text) as Record<string, { readonly file: string }>)
  return all.filter(([name]) => name.endsWith(ending)).map(([, { file: base64 }]) => Buffer.from(base64, 'base64'))
}

const decode = (bytes: Uint8Array): unknown => decodePicture(bytes)

const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8)

function changeIdx(bytes: Uint8Array, random: Random): Uint8Array {
  const result = Uint8Array.from(bytes)
  if (random.once(2)) result[3] = random.below(256)
  new DataView(result.buffer).setUint32(4 + 4 * random.below(3), random.size() % 2 ** 32)
  return result
}

/** The committed ones, a few cells of them. */
function someResults(): unknown {
  const text = readFileSync(new URL('../../results/results.json', import.meta.url), 'utf8')
  const results = JSON.parse(text) as { readonly cells: readonly unknown[] }
  return { ...results, cells: results.cells.slice(0, 4) }
}

/** What is no JSON is refused by whoever parses, before the reader. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new ShapeError('no JSON')
  }
}

const values = new WeakMap<Uint8Array, unknown>()

function changeJson(bytes: Uint8Array, random: Random): Uint8Array {
  if (!values.has(bytes)) values.set(bytes, parsed(bytes))
  return new TextEncoder().encode(hostileJson(values.get(bytes), random))
}

/** Its head changed, and its length told rightly, mostly. */
function changeSafetensors(bytes: Uint8Array, random: Random): Uint8Array {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
  const head = changeJson(headOf(bytes, length), random)
  const size = new DataView(new ArrayBuffer(8))
  size.setBigUint64(0, BigInt(random.once(10) ? random.size() : head.length), true)
  return joined([new Uint8Array(size.buffer), head, bytes.subarray(8 + length)])
}

const heads = new WeakMap<Uint8Array, Uint8Array>()

function headOf(bytes: Uint8Array, length: number): Uint8Array {
  const known = heads.get(bytes) ?? bytes.subarray(8, 8 + length)
  heads.set(bytes, known)
  return known
}

function changePytorch(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes[0] === 0x50) {
    const entries = entriesOf(bytes)
    if (random.once(3)) return hostileZip(entries, random)
    const pickle = entries.find(({ name }) => name.endsWith('data.pkl'))!
    return withFile(entries, /data\.pkl$/, hostilePickle(opcodesOf(pickle.data), random))
  }
  // The magic number, the protocol, the machine; then the value and the list of storages.
  let start = 0
  for (let left = random.once(4) ? random.below(5) : 3; left > 0; left--) start = endOf(bytes, start)
  const end = endOf(bytes, start)
  return joined([bytes.subarray(0, start), hostilePickle(opcodesOf(bytes, start), random), bytes.subarray(end)])
}

function changeKeras(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes[0] !== 0x50) return hostileHdf5(bytes, random)
  const entries = entriesOf(bytes)
  const kind = random.below(3)
  if (kind === 0) return hostileZip(entries, random)
  const [name, change] = kind === 1 ? ([/\.h5$/, hostileHdf5] as const) : ([/config\.json$/, changeJson] as const)
  return withFile(entries, name, change(entries.find((entry) => name.test(entry.name))!.data, random))
}
