import { expect, test } from 'vitest'
import { batchNorm, conv, dense, globalAveragePool, input, kerasParams, network, params } from '../../src/index.ts'

// 3×3 of 2 on 1 channel without bias, batch norm, 1×1 with bias, dense.
const first = batchNorm(conv(input([8, 8, 1]), 'a', { filters: 2, kernel: 3, bias: false }), 'bn')
const net = network('n', {
  logits: dense(globalAveragePool(conv(first, 'b', { filters: 4, kernel: 1 })), 'fc', { units: 3 }),
})
const trainable = 18 + 4 + 12 + 15

test('moving statistics count', () => {
  expect(params(net)).toBe(trainable)
  expect(kerasParams(net)).toEqual({ total: trainable + 4, trainable, nonTrainable: 4 })
})

test('a bias before batch norm, where the graph has none', () => {
  expect(kerasParams(net, { biasBeforeBatchNorm: true }).total).toBe(trainable + 4 + 2)
})

test('batch norm without gamma', () => {
  expect(kerasParams(net, { gamma: false }).total).toBe(trainable + 4 - 2)
})
