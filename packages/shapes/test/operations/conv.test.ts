import { expect, test } from 'vitest'
import { conv, input, macsOf, network, paramsOf, weightsOf } from '../../src/index.ts'

const image = input([227, 227, 3])

test('AlexNet’s first layer (paper, 3.5): 55×55 maps, 34,944 parameters, 105.4 MMACs', () => {
  const node = conv(image, 'conv1', { filters: 96, kernel: 11, stride: 4 })
  expect(node.shape).toEqual([55, 55, 96])
  expect(paramsOf(node)).toBe(34_944)
  expect(macsOf(node)).toBe(105_415_200)
})

test('weights are in PyTorch’s layout: [filters, channels / groups, height, width]', () => {
  const grouped = conv(input([27, 27, 96]), 'conv2', { filters: 256, kernel: 5, pad: 2, groups: 2 })
  expect(weightsOf(grouped).map(({ name, shape, role }) => [name, shape, role])).toEqual([
    ['conv2.weight', [256, 48, 5, 5], 'kernel'],
    ['conv2.bias', [256], 'bias'],
  ])
  // 27 · 27 · 256 · 5 · 5 · 48: each tower sees half of the channels.
  expect(macsOf(grouped)).toBe(223_948_800)
})

test('without bias there is none', () => {
  const node = conv(image, 'c', { filters: 64, kernel: 7, bias: false })
  expect(weightsOf(node).map(({ name }) => name)).toEqual(['c.weight'])
  expect(paramsOf(node)).toBe(9_408)
})

test('a 1×7 window', () => {
  const node = conv(input([17, 17, 192]), 'c', { filters: 224, kernel: [1, 7], pad: [0, 3], bias: false })
  expect(node.shape).toEqual([17, 17, 224])
  expect(weightsOf(node)[0]!.shape).toEqual([224, 192, 1, 7])
  expect(macsOf(node)).toBe(17 * 17 * 224 * 192 * 7)
})

test('depthwise: as many groups as channels', () => {
  const node = conv(input([14, 14, 512]), 'c', { filters: 512, kernel: 3, pad: 1, groups: 512, bias: false })
  expect(paramsOf(node)).toBe(4_608)
  expect(macsOf(node)).toBe(903_168)
})

test('a node, its attributes and its network are frozen', () => {
  const shape: [number, number, number] = [8, 8, 3]
  const x = input(shape)
  const node = conv(x, 'c', { filters: 2, kernel: 3 })
  shape[0] = 99
  expect(x.attrs).toEqual({ shape: [8, 8, 3] })
  for (const value of [node, node.attrs, node.inputs, node.shape, network('n', { node }), network('n', { node }).nodes])
    expect(Object.isFrozen(value)).toBe(true)
})
