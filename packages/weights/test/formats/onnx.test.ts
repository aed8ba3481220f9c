import { FormatError, readOnnx } from '@cnn/weights'
import { expect, test } from 'vitest'
import { file, tiny } from '../files.ts'
import { expectFormatErrors } from '../mutations.ts'

test('initialisers are read, raw and typed, of all floats', async () => {
  const { weights, skipped, metadata } = await readOnnx(file('tiny.onnx'))
  expect(weights.get('conv.weight')).toEqual(tiny.get('conv.weight'))
  expect(weights.get('fc.weight')).toEqual(tiny.get('fc.weight'))
  expect([...weights].slice(2).map(([name, { data }]) => [name, ...data])).toEqual([
    ['half', 1, -2],
    ['half-typed', 1, -2],
    ['brain-typed', 1, -2],
    ['double-typed', 1.5],
  ])
  expect(skipped).toEqual(['shape'])
  expect(metadata).toEqual({ producer: 'checkpoints.py' })
})

/** A model of one initialiser `a` from the fields of its TensorProto. */
const model = (...fields: readonly number[]) => {
  const tensor = [0x42, 1, 0x61, ...fields]
  return Uint8Array.from([8, 8, 0x3a, tensor.length + 2, 0x2a, tensor.length, ...tensor])
}

test.each([
  ['nothing', new Uint8Array(0), 'no graph'],
  ['a model that is cut off', file('tiny.onnx').slice(0, -5), 'cut off'],
  ['a negative size', model(8, ...Array<number>(9).fill(0xff), 1, 0x10, 1), "tensor 'a' has the shape"],
  [
    'a size that its bytes do not have',
    model(8, 3, 0x10, 1, 0x4a, 4, 0, 0, 0, 0),
    "tensor 'a' of shape 3 takes 12 bytes; its place has 4",
  ],
  ['data in another file, which is not named', model(8, 1, 0x10, 1, 0x6a, 0), 'which is not named'],
  ['NaN', model(8, 1, 0x10, 1, 0x4a, 4, 0, 0, 0xc0, 0x7f), "tensor 'a' holds NaN"],
  ['a type that does not exist', model(8, 1, 0x10, 99), "'a' is of ONNX's type 99"],
])('%s is refused', async (_, bytes, message) => {
  await expect(readOnnx(bytes)).rejects.toThrow(FormatError)
  await expect(readOnnx(bytes)).rejects.toThrow(message)
})

test('any change to a valid file gives weights or a FormatError, and nothing else', async () => {
  await expectFormatErrors([file('tiny.onnx')], readOnnx)
})
