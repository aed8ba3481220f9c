/**
 * @file Each convention by hand on a network small enough to count; packages/zoo tests them against the tools'
 * published figures.
 */

import { expect, test } from 'vitest'
import {
  avgPool,
  batchNorm,
  conv,
  conventions,
  countOperations,
  dense,
  flatten,
  globalAveragePool,
  input,
  macs,
  maxPool,
  network,
  type Network,
  relu,
  ShapeError,
  type ConventionName,
} from '../../src/index.ts'

const names = Object.keys(conventions) as ConventionName[]

// 4×4×2, 3×3 to three filters: 144 multiply-accumulates for each, 48 values; then 2×2×3 = 12; then 3; then 2 from 3.
const x = input([4, 4, 2])
const body = relu(batchNorm(conv(x, 'conv', { filters: 3, kernel: 3, pad: 1 }), 'bn'))
const net = network('n', {
  logits: dense(globalAveragePool(maxPool(body, { kernel: 2, stride: 2 })), 'fc', { units: 2 }),
})

test.each([
  ['torchvision', 864 + 6],
  ['fvcore', 864 + 2 * 48 + 12 + 6],
  ['thop', 864 + 4 * 48 + (12 + 3) + 6],
  ['ptflops', 864 + 48 + 2 * 48 + 2 * 48 + 2 * 48 + 2 * 12 + 6 + 2],
  ['ptflops-0.6', 864 + 48 + 2 * 48 + 48 + 48 + 12 + 6 + 2],
  ['torchinfo', (54 + 3) * 16 + 6 + 8],
] as const)('%s', (convention, total) => {
  expect(countOperations(net, convention)).toMatchObject({ convention, total })
})

test('torchvision’s is macs', () => {
  expect(countOperations(net, 'torchvision')).toEqual({
    convention: 'torchvision',
    total: macs(net),
    status: 'complete',
    doubts: [],
  })
})

test('biases count for those that say so, and only where there are any', () => {
  const plain = network('n', { y: conv(x, 'conv', { filters: 3, kernel: 3, pad: 1, bias: false }) })
  for (const name of names) expect(countOperations(plain, name).total).toBe(864)
})

test('what the graph does not say makes a figure partial', () => {
  const status = (name: ConventionName, of: Network = net) => countOperations(of, name).status
  expect(names.map((name) => [name, status(name)])).toEqual([
    ['torchvision', 'complete'],
    ['fvcore', 'complete'],
    ['thop', 'partial'],
    ['ptflops', 'partial'],
    ['ptflops-0.6', 'partial'],
    ['torchinfo', 'complete'],
  ])
  const flat = network('n', { y: dense(flatten(avgPool(x, { kernel: 2 })), 'fc', { units: 2 }) })
  expect(status('fvcore', flat)).toBe('partial')
  expect(countOperations(flat, 'fvcore').doubts).toEqual([
    expect.stringContaining('adaptive average pooling before flatten'),
  ])
})

test('an unknown convention is refused, with those that are known', () => {
  expect(() => countOperations(net, 'constructor' as ConventionName)).toThrow(ShapeError)
  expect(() => countOperations(net, 'keras' as ConventionName)).toThrow(
    "unknown convention 'keras'; known are torchvision, fvcore",
  )
})
