import { findFormat, FormatError, readTfjs, readWeights, writeSafetensors } from '@cnn/weights'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { file } from './files.ts'
import { expectFormatErrors } from './mutations.ts'

const text = (value: string) => new TextEncoder().encode(value)
const tfjs = text(
  JSON.stringify({ weightsManifest: [{ paths: ['x'], weights: [{ name: 'a', shape: [1], dtype: 'float32' }] }] }),
)

test.each([
  ['safetensors', writeSafetensors(new Map([['a', { shape: [1], data: Float32Array.of(1) }]]))],
  ['pytorch', file('tiny.pth')],
  ['pytorch', file('tiny-legacy.pth')],
  ['keras', file('tiny-weights.h5')],
  ['keras', file('tiny.keras')],
  ['onnx', file('tiny.onnx')],
  ['tfjs', tfjs],
])('%s is told by its bytes and read', async (format, bytes) => {
  expect(findFormat(bytes)).toBe(format)
  const { weights } = await readWeights({ bytes, beside: () => Promise.resolve(new Uint8Array(4)) })
  expect(weights.size).toBeGreaterThan(0)
})

test.each([
  ['nothing', new Uint8Array(0), 'none of safetensors, PyTorch (.pth, .pt, .th), Keras'],
  ['a picture', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'none of safetensors'],
  ['a web page', text('<!DOCTYPE html>'), 'a web page'],
  ['a pointer of Git LFS', text('version https://git-lfs.github.com/spec/v1'), 'a pointer of Git LFS'],
  ['another archive', zipSync({ a: new Uint8Array(1) }), "neither PyTorch's, which holds data.pkl, nor Keras's"],
  ['a model.json alone', tfjs, 'in files beside it'],
])('%s is refused', async (_, bytes, message) => {
  await expect(readWeights(bytes)).rejects.toThrow(FormatError)
  await expect(readWeights(bytes)).rejects.toThrow(message)
})

test('with a hint, it is read as that format only', async () => {
  await expect(readWeights(file('tiny.pth'), 'safetensors')).rejects.toThrow('safetensors')
})

test('any change to a valid file gives weights or a FormatError, and nothing else', async () => {
  await expectFormatErrors(['tiny.pth', 'tiny.onnx'].map(file), (bytes) => readWeights(bytes), 1000)
  await expectFormatErrors([tfjs], (json) => readTfjs(json, () => Promise.resolve(new Uint8Array(4))), 1000)
})
