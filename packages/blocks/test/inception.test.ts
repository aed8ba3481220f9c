import { input, network, params, receptiveField, weights, type Node } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { auxiliaryClassifier, basicConv, inception, inceptionNaive } from '../src/index.ts'

const count = (node: Node): number => params(network('n', { node }))
const inception3a = inception(input([28, 28, 192]), '3a', {
  one: 64,
  reduce3: 96,
  three: 128,
  reduce5: 16,
  five: 32,
  pool: 32,
})

test('module 3a of GoogLeNet: 28×28×192 to 28×28×256', () => {
  expect(inception3a.shape).toEqual([28, 28, 256])
})

test('module 3a has 163,696 parameters', () => {
  const one = 192 * 64 + 64
  const three = 192 * 96 + 96 + (96 * 128 * 9 + 128)
  const five = 192 * 16 + 16 + (16 * 32 * 25 + 32)
  const pool = 192 * 32 + 32
  expect(one + three + five + pool).toBe(163_696)
  expect(count(inception3a)).toBe(163_696)
})

test('the widest branch sees 5×5 pixels, and all are aligned', () => {
  expect(receptiveField(network('n', { inception3a }))).toEqual({
    size: [5, 5],
    stride: [1, 1],
    centre: [0, 0],
    aligned: true,
  })
})

test('branches are named as in torchvision', () => {
  expect(
    weights(network('n', { inception3a }))
      .filter(({ role }) => role === 'kernel')
      .map(({ name }) => name),
  ).toEqual([
    '3a.branch1.weight',
    '3a.branch2.0.weight',
    '3a.branch2.1.weight',
    '3a.branch3.0.weight',
    '3a.branch3.1.weight',
    '3a.branch4.1.weight',
  ])
})

const head = (channels: number) => auxiliaryClassifier(input([14, 14, channels]), 'aux', { units: 1000 })

test('the auxiliary classifiers have 3,188,840 and 3,190,888 parameters', () => {
  expect(head(512).shape).toEqual([1000])
  // 1×1 to 128 channels, 4 · 4 · 128 to 1024, 1024 to 1000.
  expect(count(head(512))).toBe(512 * 128 + 128 + (2048 * 1024 + 1024) + (1024 * 1000 + 1000))
  expect(count(head(512))).toBe(3_188_840)
  expect(count(head(528))).toBe(3_190_888)
})

test('the naive module keeps all channels of the pooled branch', () => {
  const naive = inceptionNaive(input([32, 32, 3]), 'm', { one: 3, three: 3, five: 3 })
  expect(naive.shape).toEqual([32, 32, 12])
  expect(count(naive)).toBe(3 * 3 * (1 + 9 + 25) + 9)
  // With 3×3 in both larger branches.
  expect(count(inceptionNaive(input([32, 32, 3]), 'm', { one: 3, three: 3, five: 3 }, { kernels: [3, 3] }))).toBe(180)
})

test("torchvision's module 3a: batch norm for biases, and 3×3 for the 5×5", () => {
  const filters = { one: 64, reduce3: 96, three: 128, reduce5: 16, five: 32, pool: 32 }
  const module = inception(input([28, 28, 192]), '3a', filters, { convolution: basicConv, kernels: [3, 3] })
  expect(module.shape).toEqual([28, 28, 256])
  const kernels = 192 * (64 + 96 + 16 + 32) + 96 * 128 * 9 + 16 * 32 * 9
  expect(count(module)).toBe(kernels + 2 * (64 + 96 + 128 + 16 + 32 + 32))
})
