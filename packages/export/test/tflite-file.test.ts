/** @file What is in a TFLite file besides the numbers. */

import { dense, flatten, input, network, weights, WeightsError } from '@cnn/shapes'
import { hashedWeights } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import { ExportError, writeTflite } from '@cnn/export'
import { expect, test } from 'vitest'

const text = new TextDecoder()

test("the file says what it is, as TFLite's schema asks: the identifier TFL3 after the offset of the root", () => {
  const net = resnet20({ size: 8 })
  expect(text.decode(writeTflite({ net, weights: hashedWeights(net) }).subarray(4, 8))).toBe('TFL3')
})

test('data begins at multiples of 16 bytes, so that runtimes can read it in place', () => {
  const net = network('n', { logits: dense(flatten(input([1, 1, 3])), 'fc', { units: 5 }) })
  const given = hashedWeights(net)
  const file = Buffer.from(writeTflite({ net, weights: given }))
  for (const { name } of weights(net)) {
    const { data } = given.get(name)!
    const at = file.indexOf(Buffer.from(data.buffer))
    expect(at, name).toBeGreaterThan(0)
    expect(at % 16, name).toBe(0)
  }
})

test('what is told of a network is in its file, and so are the names of its inputs and outputs', () => {
  const net = resnet20({ size: 8 })
  const file = text.decode(
    writeTflite({ net, weights: hashedWeights(net) }, { network: 'resnet20', weights: 'trained here' }),
  )
  for (const told of ['trained here', 'serving_default', 'input', 'logits']) expect(file).toContain(told)
})

test('weights of another network are refused', () => {
  const net = resnet20()
  expect(() => writeTflite({ net, weights: hashedWeights(resnet20({ classes: 5 })) })).toThrow(WeightsError)
})

test('more than 2 GiB is refused before anything is written', () => {
  const net = network('n', { logits: dense(flatten(input([1, 1, 2 ** 15])), 'fc', { units: 2 ** 14, bias: false }) })
  // Memory that is never touched.
  const given = new Map([['fc.weight', { shape: [2 ** 14, 2 ** 15], data: new Float32Array(2 ** 29) }]])
  expect(() => writeTflite({ net, weights: given })).toThrow(ExportError)
  expect(() => writeTflite({ net, weights: given })).toThrow(
    /^a TFLite file ends at 2 GiB, and this network would take 21\d+ bytes/,
  )
})
