/** @file What is in a file besides the numbers. */

import * as runtime from 'onnxruntime-node'
import { conv, dropout, flatten, input, network, relu, weights, WeightsError } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { googlenetTorchvision, resnet20 } from '@cnn/zoo'
import { ExportError, writeOnnx } from '@cnn/export'
import { expect, test } from 'vitest'
import { runOnnx } from '../onnxruntime.ts'

const open = (file: Uint8Array) => runtime.InferenceSession.create(file, { logSeverityLevel: 3 })
const filled = (net: ReturnType<typeof network>) => ({ net, weights: hashedWeights(net) })

test('the input is NCHW with a free batch, and the outputs have the names of the heads', async () => {
  const session = await open(writeOnnx(filled(googlenetTorchvision({ size: 64, classes: 10 }))))
  expect(session.inputMetadata).toMatchObject([{ name: 'input', type: 'float32', shape: ['batch', 3, 64, 64] }])
  expect(session.outputNames).toEqual(['logits', 'aux1', 'aux2'])
  expect(session.outputMetadata[0]).toMatchObject({ shape: ['batch', 10] })
})

test('a batch of three gives what each image gives alone', async () => {
  const net = resnet20({ size: 8 })
  const file = writeOnnx(filled(net))
  const [alone, three] = [await runOnnx(runtime, file, net), await runOnnx(runtime, file, net, 3)]
  expect(three['logits']).toEqual(alone['logits'])
})

test('initialisers have the names of the checkpoint, and its bytes', () => {
  const net = resnet20()
  const given = hashedWeights(net)
  const file = Buffer.from(writeOnnx({ net, weights: given }))
  for (const { name } of weights(net)) {
    const { data } = given.get(name)!
    expect(file.includes(name), name).toBe(true)
    expect(file.includes(Buffer.from(data.buffer)), name).toBe(true)
  }
})

test('no dropout, no training: only what inference needs', () => {
  const file = Buffer.from(writeOnnx(filled(googlenetTorchvision({ size: 64, classes: 10 }))))
  expect(file.includes('Dropout')).toBe(false)
})

test('what is told of a network is in its file', () => {
  expect(Buffer.from(writeOnnx(filled(resnet20()), { weights: 'trained here' })).includes('trained here')).toBe(true)
})

test('outputs that are one value, a dropout or the input itself', async () => {
  const x = input([2, 3, 2])
  const y = relu(x)
  const net = network('same', { a: y, b: y, dropped: dropout(y), given: x, row: flatten(x) })
  const found = await runOnnx(runtime, writeOnnx(filled(net)), net)
  const image = hashedImage(x.shape).data
  const positive = image.map((value) => Math.max(0, value))
  expect(found).toMatchObject({ a: positive, b: positive, dropped: positive, given: image })
  expect(Object.keys(found)).toEqual(['a', 'b', 'dropped', 'given', 'row'])
})

test('names that would meet in a file are refused', () => {
  const net = network('n', { input: conv(input([2, 2, 1]), 'c', { filters: 1, kernel: 1 }) })
  expect(() => writeOnnx(filled(net))).toThrow(ExportError)
  expect(() => writeOnnx(filled(net))).toThrow("two values of the ONNX graph would be named 'input'")
})

test('weights of another network are refused', () => {
  const net = resnet20()
  expect(() => writeOnnx({ net, weights: hashedWeights(resnet20({ classes: 5 })) })).toThrow(WeightsError)
})
