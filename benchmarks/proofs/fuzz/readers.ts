/**
 * @file Feeds one reader mutations of valid files and arbitrary bytes, and prints how many cases it stood:
 *
 *     node benchmarks/proofs/fuzz/readers.ts pytorch 100000 [seed]
 *
 * A case stands if it gives a checkpoint or a FormatError. Anything else, and any case of more than five seconds, is a find and ends it with
 * the case written beside this file. Plain bytes are changed here, without fast-check's shrinking, which would take most of the time.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import {
  FormatError,
  readKeras,
  readOnnx,
  readPytorch,
  readSafetensors,
  readTfjs,
  writeSafetensors,
} from '@cnn/weights'

const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../packages/weights/test/files/${name}`, import.meta.url)))
const tfjs = new TextEncoder().encode(
  JSON.stringify({
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
  }),
)

/** Valid files, and how they are read. */
const readers: Readonly<
  Record<string, readonly [valid: () => readonly Uint8Array[], read: (bytes: Uint8Array) => unknown]>
> = {
  safetensors: [
    () => [writeSafetensors(new Map([['layer.weight', { shape: [2, 1], data: Float32Array.of(1, 2) }]]), { a: 'b' })],
    readSafetensors,
  ],
  pytorch: [
    () => ['tiny.pth', 'tiny-legacy.pth', 'tiny-training.th', 'tiny-protocol4.pth', 'views.pth', 'code.pth'].map(file),
    readPytorch,
  ],
  keras: [() => ['tiny-weights.h5', 'tiny-model.h5', 'tiny.keras'].map(file), readKeras],
  tfjs: [() => [tfjs], (bytes) => readTfjs(bytes, () => Promise.resolve(new Uint8Array(5)))],
  onnx: [() => [file('tiny.onnx')], readOnnx],
}

const [name = '', count = '100000', seed = '1'] = process.argv.slice(2)
const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
if (!reader) throw new Error(`name one of ${Object.keys(readers).join(', ')}`)
const [valid, read] = reader
const files = valid()
let state = Number(seed)
const outcomes = { read: 0, refused: 0 }
const messages = new Set<string>()
let slowest = 0
const start = performance.now()
for (let i = 0; i < Number(count); i++) {
  const bytes = i % 5 === 4 ? arbitrary() : mutated(files[i % files.length]!)
  const before = performance.now()
  try {
    await read(bytes)
    outcomes.read++
  } catch (error) {
    if (!(error instanceof FormatError)) find(bytes, error)
    outcomes.refused++
    messages.add(error.message.replaceAll(/\d+|'[^']*'|"[^"]*"/g, '#').slice(0, 60))
  }
  const took = performance.now() - before
  slowest = Math.max(slowest, took)
  if (took > 5000) find(bytes, `it took ${took} ms`)
}
const rss = Math.round(process.memoryUsage().rss / 2 ** 20)
console.log(
  `${name}: ${count} cases, ${outcomes.read} read, ${outcomes.refused} refused for ${messages.size} reasons; slowest ${slowest.toFixed(0)} ms, ${rss} MiB in the end, ${((performance.now() - start) / 1000).toFixed(0)} s`,
)

/** Mulberry32: the same cases for the same seed. */
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
}

function arbitrary(): Uint8Array {
  const bytes = new Uint8Array(random(300)).map(() => random(256))
  // With a valid beginning half of the time, or nothing would get past the signature.
  const head = files[random(files.length)]!.subarray(0, random(40))
  return random(2) === 0 ? bytes : Uint8Array.from([...head, ...bytes])
}

function mutated(file: Uint8Array): Uint8Array {
  let bytes = Uint8Array.from(file)
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(bytes.length)
    const length = random(64)
    const kind = random(10)
    if (kind < 4) bytes[at] = random(256)
    else if (kind < 6) bytes[at] = [0, 1, 0x28, 0x2e, 0x63, 0x7f, 0x80, 0xff][random(8)]!
    else if (kind === 6) bytes.copyWithin(at, random(bytes.length), random(bytes.length))
    else if (kind === 7) bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)])
    else if (kind === 8) bytes = Uint8Array.from([...bytes.subarray(0, at + length), ...bytes.subarray(at)])
    else if (random(4) === 0) bytes = bytes.slice(0, at)
  }
  return bytes
}

function find(bytes: Uint8Array, what: unknown): never {
  const place = new URL(`find-${name}.bin`, import.meta.url)
  writeFileSync(place, bytes)
  console.error(`a find, in ${place.pathname}:`, what)
  process.exit(1)
}
