import { expect, test } from 'vitest'
import {
  batchNorm,
  conv,
  dense,
  globalAveragePool,
  input,
  isParameter,
  macs,
  network,
  params,
  relu,
  weights,
} from '../../src/index.ts'

const stem = relu(
  batchNorm(conv(input([224, 224, 3]), 'conv1', { filters: 64, kernel: 7, stride: 2, pad: 3, bias: false }), 'bn1'),
)
const net = network('tiny', { logits: dense(globalAveragePool(stem), 'fc', { units: 1000 }) })

test('parameters: kernels, biases, scales and shifts', () => {
  expect(params(net)).toBe(64 * 3 * 7 * 7 + 2 * 64 + (1000 * 64 + 1000))
})

test('multiply-accumulates: convolutions and dense layers, without biases', () => {
  expect(macs(net)).toBe(112 * 112 * 64 * 7 * 7 * 3 + 64_000)
})

test('weights come in the order of the layers, under torchvision’s names', () => {
  expect(weights(net).map(({ name }) => name)).toEqual([
    'conv1.weight',
    'bn1.weight',
    'bn1.bias',
    'bn1.running_mean',
    'bn1.running_var',
    'fc.weight',
    'fc.bias',
  ])
  expect(
    weights(net)
      .filter((weight) => !isParameter(weight))
      .map(({ name }) => name),
  ).toEqual(['bn1.running_mean', 'bn1.running_var'])
})
