import { expect, test } from 'vitest'
import {
  add,
  batchNorm,
  conv,
  dense,
  globalAveragePool,
  input,
  memory,
  network,
  relu,
  ShapeError,
  trainingMemory,
} from '../../src/index.ts'

const x = input([4, 4, 2])
const chain = (from = x) =>
  dense(globalAveragePool(relu(conv(from, 'conv', { filters: 8, kernel: 3, pad: 1, bias: false }))), 'fc', { units: 3 })
const net = network('n', { logits: chain() })
const parameters = 144 + 27

test('a chain by hand: backwards, what has been passed is free', () => {
  // Values: image 32, conv 128, ReLU 128, pooled 8, logits 3: 299. Gradients join and leave on the way back:
  // fc 299 + 3 + 8; pool (without logits) 296 + 8 + 128; ReLU (without pooled) 288 + 128 + 128 = 544, the most; conv
  // 160 + 128.
  expect(trainingMemory(net, { optimiser: 'sgd' })).toEqual({
    parameters: 4 * parameters,
    statistics: 0,
    gradients: 4 * parameters,
    optimiser: 0,
    activations: 4 * 299,
    peak: 4 * 544,
    total: 4 * (2 * parameters + 544),
  })
})

test('activations are those of memory, for every image of the batch', () => {
  const { activations, peak } = trainingMemory(net, { batch: 32 })
  expect(activations).toBe(32 * memory(net).activations)
  expect(peak).toBe(32 * trainingMemory(net).peak)
})

test('momentum keeps one value for a parameter, Adam two, whatever the batch', () => {
  expect(trainingMemory(net).optimiser).toBe(4 * parameters)
  expect(trainingMemory(net, { optimiser: 'momentum', batch: 8 }).optimiser).toBe(4 * parameters)
  expect(trainingMemory(net, { optimiser: 'adam' }).optimiser).toBe(8 * parameters)
})

test('the gradient of a shortcut waits until its block has been passed', () => {
  // Image 32, a 32, ReLU 32, sum 32. At the sum: 128 + gradients of sum, ReLU and a: 224; then 192 - …, never more.
  const a = conv(x, 'a', { filters: 2, kernel: 1, bias: false })
  expect(trainingMemory(network('n', { y: add(relu(a), a) })).peak).toBe(4 * 224)
})

test('moving statistics take their place, without gradients', () => {
  const { statistics, gradients } = trainingMemory(network('n', { y: batchNorm(x, 'bn') }))
  expect({ statistics, gradients }).toEqual({ statistics: 4 * 4, gradients: 4 * 4 })
})

test('half precision takes half of all', () => {
  const half = trainingMemory(net, { type: 'bfloat16', batch: 3 })
  const whole = trainingMemory(net, { batch: 3 })
  for (const key of ['parameters', 'gradients', 'optimiser', 'activations', 'peak', 'total'] as const)
    expect(half[key]).toBe(whole[key] / 2)
})

test('a batch or an optimiser that there is not', () => {
  for (const batch of [0, 1.5, NaN])
    expect(() => trainingMemory(net, { batch })).toThrow(`batch is ${batch}; it must be a whole number`)
  expect(() => trainingMemory(net, { optimiser: 'toString' as 'sgd' })).toThrow(ShapeError)
})
