import { input, network, params, weights, type Node } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { denseBlock, transition } from '../src/index.ts'

const count = (node: Node): number => params(network('n', { node }))

test('every layer reads all before it: 6, 6 + 4, 6 + 8 channels', () => {
  const block = denseBlock(input([8, 8, 6]), 'b', { layers: 3, growth: 4 })
  expect(block.shape).toEqual([8, 8, 18])
  const shapes = new Map(weights(network('n', { block })).map(({ name, shape }) => [name, shape]))
  expect([1, 2, 3].map((i) => shapes.get(`b.denselayer${i}.norm1.weight`))).toEqual([[6], [10], [14]])
  expect([1, 2, 3].map((i) => shapes.get(`b.denselayer${i}.conv1.weight`))).toEqual([
    [16, 6, 1, 1],
    [16, 10, 1, 1],
    [16, 14, 1, 1],
  ])
  for (const i of [1, 2, 3]) expect(shapes.get(`b.denselayer${i}.conv2.weight`)).toEqual([4, 16, 3, 3])
})

test('parameters of a layer: norm, 1×1 to 4k channels, norm, 3×3 to k channels', () => {
  const first = 2 * 6 + 6 * 16 + 2 * 16 + 16 * 4 * 9
  const second = 2 * 10 + 10 * 16 + 2 * 16 + 16 * 4 * 9
  expect(count(denseBlock(input([8, 8, 6]), 'b', { layers: 2, growth: 4 }))).toBe(first + second)
})

test('the first block of DenseNet-121 takes 64 channels to 256', () => {
  expect(denseBlock(input([56, 56, 64]), 'b', { layers: 6, growth: 32 }).shape).toEqual([56, 56, 256])
})

test('a transition halves the channels and the map', () => {
  const x = input([56, 56, 256])
  expect(transition(x, 't').shape).toEqual([28, 28, 128])
  expect(count(transition(x, 't'))).toBe(2 * 256 + 256 * 128)
})

test('without compression the channels stay, and broken ones are rounded down', () => {
  expect(transition(input([7, 7, 9]), 't').shape).toEqual([3, 3, 4])
  expect(transition(input([8, 8, 9]), 't', { compression: 1 }).shape).toEqual([4, 4, 9])
})

test('layers are named as in torchvision', () => {
  const names = weights(
    network('n', { y: transition(denseBlock(input([4, 4, 2]), 'block1', { layers: 1, growth: 2 }), 't1') }),
  )
  expect(names.map(({ name }) => name).filter((name) => name.endsWith('.weight'))).toEqual([
    'block1.denselayer1.norm1.weight',
    'block1.denselayer1.conv1.weight',
    'block1.denselayer1.norm2.weight',
    'block1.denselayer1.conv2.weight',
    't1.norm.weight',
    't1.conv.weight',
  ])
})

test('without a bottleneck a layer is one 3×3: the first of DenseNet-40 has 1,760 parameters', () => {
  const y = denseBlock(input([32, 32, 16]), 'b', { layers: 1, growth: 12, bottleneck: 0 })
  expect(y.shape).toEqual([32, 32, 28])
  expect(count(y)).toBe(2 * 16 + 16 * 12 * 9)
})

test('dropout follows every convolution where there is a rate', () => {
  const y = transition(denseBlock(input([8, 8, 16]), 'b', { layers: 2, growth: 12, drop: 0.2 }), 't', { drop: 0.2 })
  expect(network('n', { y }).nodes.filter(({ kind }) => kind === 'dropout')).toHaveLength(5)
})
