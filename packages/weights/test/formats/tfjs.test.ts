import { FormatError, readTfjs } from '@cnn/weights'
import { expect, test } from 'vitest'
import { expectFormatErrors } from '../mutations.ts'

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const model = (weights: readonly object[], paths: readonly unknown[] = ['shard']) =>
  encode({ format: 'layers-model', weightsManifest: [{ paths, weights }] })
const a = { name: 'a', shape: [2], dtype: 'float32' }
const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer)
const shards =
  (files: Readonly<Record<string, Uint8Array>>) =>
  async (path: string): Promise<Uint8Array> => {
    const file = files[path]
    if (!file) throw new FormatError(`there is no ${path}`)
    return file
  }

test('tensors lie one after the other, over the borders of shards', async () => {
  const bytes = floats(1, 2, 3, 4, 5, 6)
  const entries = [a, { name: 'b', shape: [2, 2], dtype: 'float32' }]
  const { weights, metadata } = await readTfjs(
    model(entries, ['x', 'y/z']),
    shards({ x: bytes.subarray(0, 10), 'y/z': bytes.subarray(10) }),
  )
  expect(weights.get('a')).toEqual({ shape: [2], data: Float32Array.of(1, 2) })
  expect(weights.get('b')).toEqual({ shape: [2, 2], data: Float32Array.of(3, 4, 5, 6) })
  expect(metadata).toEqual({ format: 'layers-model' })
})

test('quantised tensors and halves are read, constants are skipped', async () => {
  const quantized = (name: string, dtype: string, more: object = { scale: 0.5, min: -1 }) => ({
    ...a,
    name,
    quantization: { dtype, ...more },
  })
  const entries = [
    quantized('u8', 'uint8'),
    quantized('u16', 'uint16'),
    quantized('f16', 'float16', {}),
    { ...a, name: 'i', dtype: 'int32' },
  ]
  const bytes = Uint8Array.of(0, 255, 0, 0, 255, 255, 0, 0x3c, 0, 0xc0, 1, 2, 3, 4, 5, 6, 7, 8)
  const { weights, skipped } = await readTfjs(model(entries), shards({ shard: bytes }))
  expect([...weights.values()].map(({ data }) => [...data])).toEqual([
    [-1, 126.5],
    [-1, 32_766.5],
    [1, -2],
  ])
  expect(skipped).toEqual(['i'])
})

test.each([
  ['no JSON', new Uint8Array(3), 'not JSON'],
  ['no manifest', encode({}), 'no weightsManifest'],
  ['a path out of it', model([a], ['../shard']), '"../shard" would lie outside'],
  ['an absolute path', model([a], ['/etc/passwd']), 'outside'],
  ['a URL', model([a], ['https://example.org/x']), 'outside'],
  ['a path with a backslash', model([a], [String.raw`..\shard`]), 'outside'],
  ['a shard twice', model([a], ['shard', 'shard']), "the shard 'shard' is there twice"],
  ['a tensor twice', model([a, a]), "the tensor 'a' is there twice"],
  ['a negative shape', model([{ ...a, shape: [-2] }]), "tensor 'a' has the shape [-2]"],
  ['an absurd shape', model([{ ...a, shape: [2 ** 40, 2 ** 40] }]), "tensor 'a' has the shape"],
  ['too few bytes', model([{ ...a, shape: [3] }]), 'cut off: 8 bytes are there, and model.json tells of 12'],
  ['too many bytes', model([{ ...a, shape: [1] }]), 'more than the 4 bytes'],
  ['texts', model([{ ...a, dtype: 'string' }]), 'tensor \'a\' is of type "string"'],
  ['an unknown quantisation', model([{ ...a, quantization: { dtype: 'uint4' } }]), 'quantised to "uint4"'],
])('%s is refused', async (_, json, message) => {
  await expect(readTfjs(json, shards({ shard: floats(1, 2) }))).rejects.toThrow(FormatError)
  await expect(readTfjs(json, shards({ shard: floats(1, 2) }))).rejects.toThrow(message)
})

test('any change to a valid file gives weights or a FormatError, and nothing else', async () => {
  const valid = model([a, { ...a, name: 'b', quantization: { dtype: 'uint8', scale: 0.5, min: 0 } }])
  await expectFormatErrors([valid], (json) => readTfjs(json, shards({ shard: new Uint8Array(10) })))
})
