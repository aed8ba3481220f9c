/** @file Small files of strangers that took all the memory, minutes, or the word of a reader: each is refused. */

import { execFileSync } from 'node:child_process'
import { FormatError, fitWeights, readOnnx, readPyTorch, readSafetensors, readWeights } from '@cnn/weights'
import { WeightsError } from '@cnn/shapes'
import { lenet5 } from '@cnn/zoo'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { file } from './files.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** A file of that header, by hand. */
function safetensors(header: string, data = new Uint8Array(0)): Uint8Array {
  const text = bytesOf(header)
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  return bytes
}

/** What the directory says of a file (APPNOTE.TXT, 4.3.12): packed and unpacked size, and where its header is. */
function withEntry(
  zip: Uint8Array,
  name: string,
  change: { packed?: number; size?: number; header?: number },
): Uint8Array {
  const bytes = Uint8Array.from(zip)
  const view = new DataView(bytes.buffer)
  const at = Buffer.from(bytes).lastIndexOf(name) - 46
  if (change.packed !== undefined) view.setUint32(at + 20, change.packed, true)
  if (change.size !== undefined) view.setUint32(at + 24, change.size, true)
  if (change.header !== undefined) view.setUint32(at + 42, change.header, true)
  return bytes
}

const bomb = zipSync({ 'a/data.pkl': new Uint8Array(1), 'a/data/0': new Uint8Array(2 ** 24) }, { level: 9 })
const pair = zipSync(
  { 'a/data/0': new Uint8Array(40), 'a/data/1': new Uint8Array(40), 'a/data.pkl': new Uint8Array(1) },
  { level: 0 },
)

test.each([
  [
    'a file that unpacks to more than it claims',
    withEntry(bomb, 'a/data/0', { size: 24 }),
    "'a/data/0' has more bytes, not 24 as it says",
  ],
  [
    'a file that unpacks to less',
    withEntry(zipSync({ 'a/data.pkl': new Uint8Array(99) }, { level: 9 }), 'a/data.pkl', { size: 100 }),
    'has 99 bytes, not 100',
  ],
  [
    'two files in one place',
    withEntry(pair, 'a/data/1', { header: 0 }),
    "directory and its file 'a/data/1' contradict each other",
  ],
  [
    'files that share bytes',
    withEntry(pair, 'a/data/0', { packed: 60, size: 60 }),
    "'a/data/0' and 'a/data/1' share bytes",
  ],
  [
    'a file that reaches into the directory',
    withEntry(pair, 'a/data.pkl', { packed: 9, size: 9 }),
    "'a/data.pkl' and 'the directory' share bytes",
  ],
])('an archive with %s is refused', (_, bytes, message) => {
  expect(() => readPyTorch(bytes)).toThrow(FormatError)
  expect(() => readPyTorch(bytes)).toThrow(message)
})

/** A dict takes 200 bytes and more of memory, and one of the file. */
test.each([['}'], ['('], [']'], [')']])('a pickle of a million of %s is refused', (opcode) => {
  const pickle = Buffer.from(`\u0080\u0002${opcode.repeat(1_000_000)}.`, 'latin1')
  const bytes = zipSync({ 'a/data.pkl': pickle }, { level: 0 })
  expect(() => readPyTorch(bytes)).toThrow(new FormatError('the pickle holds more than 400000 objects'))
})

/** As PyTorch pickles a tensor of one value (torch/serialization.py, `persistent_id`), by hand. */
const tensorOf = (name: string, type: string) =>
  `${text(name)}ctorch._utils\n_rebuild_tensor_v2\n((${text('storage')}ctorch\n${type}\n${text('0')}${text('cpu')}` +
  'K\u0001tQK\u0000K\u0001\u0085K\u0001\u0085\u0089}tR'
const text = (value: string) => `X${String.fromCharCode(value.length)}\0\0\0${value}`

test('a storage that is of two types is refused', () => {
  const read = (type: string) => {
    const pickle = Buffer.from(`\u0080\u0002}(${tensorOf('a', 'FloatStorage')}${tensorOf('b', type)}u.`, 'latin1')
    const data = new Uint8Array(Float32Array.of(3).buffer)
    return readPyTorch(zipSync({ 'a/data.pkl': pickle, 'a/data/0': data }, { level: 0 }))
  }
  expect(read('FloatStorage').weights.get('b')).toEqual({ shape: [1], data: Float32Array.of(3) })
  for (const type of ['HalfStorage', 'BFloat16Storage', 'DoubleStorage'])
    expect(() => read(type)).toThrow(
      new FormatError(`storage '0' is a "FloatStorage" to one tensor and a "${type}" to 'b'`),
    )
})

/** One byte of tiny-weights.h5 lets a list of free places lead to itself: HDF5 asked for 2 GiB. */
test('a heap that goes round in circles is given up before it takes 300 MiB', () => {
  const bytes = Uint8Array.from(file('tiny-weights.h5'))
  bytes[744] = 0x20
  const program = `
    import { readWeights } from '@cnn/weights'
    const bytes = new Uint8Array(Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64'))
    const error = await readWeights(bytes).catch((error) => error)
    console.log(JSON.stringify([error.name, error.message, process.resourceUsage().maxRSS / 1024]))
    process.exit()`
  const [name, message, mebibytes] = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    }),
  ) as [string, string, number]
  expect([name, message]).toEqual(['FormatError', 'the HDF5 file is damaged: HDF5 cannot read it'])
  expect(mebibytes).toBeLessThan(300)
})

/** Renaming each by counting all took 40 seconds. */
test('16,000 layers that are only numbered are told to be no network', () => {
  const one = { shape: [1, 1, 1, 1], data: Float32Array.of(1) }
  const given = new Map(Array.from({ length: 16_000 }, (_, i) => [`conv2d_${i + 1}/kernel`, one]))
  expect(() => fitWeights(lenet5(), given)).toThrow(WeightsError)
})

const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const tensor = '"dtype":"F32","shape":[1],"data_offsets":[0,4]'
test.each([
  ['metadata that are no text', '{"__metadata__":{"a":{"toString":1}}}', 'as "a"; that must be a text'],
  ['metadata nested deeply', `{"__metadata__":{"a":${nested}}}`, 'nested more than 100 levels deep'],
  [
    'a type nested deeply',
    `{"a":{"dtype":${nested},"shape":[1],"data_offsets":[0,4]}}`,
    'nested more than 100 levels deep',
  ],
  ['a key twice in a tensor', `{"a":{${tensor},"shape":[1]}}`, 'has the key "shape" twice in one object'],
  ['a byte order mark', `\uFEFF{"a":{${tensor}}}`, 'does not begin with {'],
  ['spaces before its header', `  {"a":{${tensor}}}`, 'does not begin with {'],
])('safetensors with %s are refused', (_, header, message) => {
  expect(() => readSafetensors(safetensors(header, new Uint8Array(4)))).toThrow(FormatError)
  expect(() => readSafetensors(safetensors(header, new Uint8Array(4)))).toThrow(message)
})

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))]
const field = (id: number, body: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.from([...varint(id * 8 + 2), ...varint(body.length)]), body])
/** A model of one initialiser `a`. */
const onnx = (fields: readonly number[]) =>
  Buffer.concat([Uint8Array.of(8, 8), field(7, field(5, Uint8Array.from([0x42, 1, 0x61, ...fields])))])

test.each([
  [
    'values both raw and as floats',
    onnx([8, 1, 0x10, 1, 0x4a, 4, 0, 0, 0, 0, 0x25, 0, 0, 0x80, 0x3f]),
    'values in more than one field',
  ],
  [
    'a half of more than 16 bits',
    onnx([8, 1, 0x10, 10, 0x28, ...varint(70_000)]),
    'holds 70000, more than the 16 bits of float16',
  ],
  ['a field 0', onnx([8, 1, 0x10, 1, 0x02, 0]), 'a field 0 in its Protocol Buffers'],
  [
    '200,000 dimensions',
    onnx([...Array.from({ length: 200_000 }, () => [8, 1]).flat(), 0x10, 1]),
    'more than 8 dimensions',
  ],
])('ONNX with %s is refused', async (_, bytes, message) => {
  await expect(readOnnx(bytes)).rejects.toThrow(FormatError)
  await expect(readOnnx(bytes)).rejects.toThrow(message)
})

test('numbers of ONNX that are a field each are read, however many', async () => {
  const count = 500_000
  const floats = new Uint8Array(count * 5)
  for (let i = 0; i < count; i++) floats.set([0x25, 0, 0, 0x80, 0x3f], i * 5)
  const body = Buffer.concat([Uint8Array.of(0x42, 1, 0x61, 8, ...varint(count), 0x10, 1), floats])
  const model = Buffer.concat([Uint8Array.of(0x2a, ...varint(body.length)), body])
  const { weights } = await readOnnx(Buffer.concat([Uint8Array.of(8, 8, 0x3a, ...varint(model.length)), model]))
  expect(weights.get('a')!.data).toEqual(new Float32Array(count).fill(1))
})

test('control characters of names do not stand in errors', async () => {
  const name = String.raw`\u001b]0;owned\u0007\na\u202eb`
  const error = await readWeights(safetensors(`{"${name}":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}`)).catch(
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(FormatError)
  expect((error as Error).message).toMatch(/^tensor ' \]0;owned a b' is of type "I8"/)
  const given = new Map([['\u001b[2Jx\n', { shape: [1], data: Float32Array.of(1) }]])
  expect(() => fitWeights(lenet5(), given)).toThrow(/left over: \[2Jx$/)
})
