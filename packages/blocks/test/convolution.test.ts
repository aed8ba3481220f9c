import { input, macs, network, params, ShapeError, weights, type Node } from '@cnn/shapes'
import { expect, test } from 'vitest'
import {
  basicConv,
  convNorm,
  convNormRelu,
  convRelu,
  mlpconv,
  normReluConv,
  overlappingPool,
  slidingDense,
  towers,
  widen,
} from '../src/index.ts'

const count = (node: Node): number => params(network('n', { node }))
const kinds = (node: Node): string[] => network('n', { node }).nodes.map(({ kind }) => kind)
const names = (node: Node): string[] => weights(network('n', { node })).map(({ name }) => name)
const x = input([8, 8, 4])
const both = { conv: 'c', norm: 'n' }
const options = { filters: 6, kernel: 3, pad: 1 }

test('a convolution and ReLU has a bias, one with batch norm has none', () => {
  expect(kinds(convRelu(x, 'c', options))).toEqual(['input', 'conv', 'activation'])
  expect(count(convRelu(x, 'c', options))).toBe(4 * 9 * 6 + 6)
  expect(count(convNorm(x, both, options))).toBe(4 * 9 * 6 + 2 * 6)
})

test('batch norm comes before the ReLU, behind the convolution or ahead of it', () => {
  expect(kinds(convNormRelu(x, both, options))).toEqual(['input', 'conv', 'batchNorm', 'activation'])
  expect(kinds(normReluConv(x, both, options))).toEqual(['input', 'batchNorm', 'activation', 'conv'])
  expect(count(normReluConv(x, both, options))).toBe(2 * 4 + 4 * 9 * 6)
})

test("torchvision's BasicConv2d", () => {
  const y = basicConv(x, 'branch1', options)
  expect(names(y)).toEqual([
    'branch1.conv.weight',
    'branch1.bn.weight',
    'branch1.bn.bias',
    'branch1.bn.running_mean',
    'branch1.bn.running_var',
  ])
  expect(y.inputs[0]!.attrs).toMatchObject({ epsilon: 1e-3 })
})

test("two towers halve the weights: AlexNet's second convolution has 307,200 and 256 biases", () => {
  const maps = input([27, 27, 96])
  const layer = { filters: 256, kernel: 5, pad: 2 }
  expect(towers(maps, 'conv2', layer).shape).toEqual([27, 27, 256])
  expect(count(towers(maps, 'conv2', layer))).toBe(307_456)
  expect(count(convRelu(maps, 'conv2', layer))).toBe(614_656)
})

test("a dense layer as a convolution: VGG's first has 102,764,544 parameters either way, and slides over a larger map", () => {
  const units = { units: 4096, size: 7 }
  expect(slidingDense(input([7, 7, 512]), 'fc', units).shape).toEqual([1, 1, 4096])
  const larger = slidingDense(input([12, 9, 512]), 'fc', units)
  expect(larger.shape).toEqual([6, 3, 4096])
  expect(count(larger)).toBe(102_764_544)
})

test('mlpconv: the first of network in network has 14,592, 30,880 and 15,456 parameters', () => {
  const y = mlpconv(input([32, 32, 3]), 'm', { filters: [192, 160, 96], kernel: 5, pad: 2 })
  expect(y.shape).toEqual([32, 32, 96])
  expect(count(y)).toBe(14_592 + 30_880 + 15_456)
  expect(macs(network('n', { y }))).toBe(32 * 32 * (14_400 + 30_720 + 15_360))
  expect(kinds(y).filter((kind) => kind === 'activation')).toHaveLength(3)
})

test('overlapping pooling: 55 to 27, 27 to 13, 13 to 6 pixels', () => {
  expect([55, 27, 13].map((size) => overlappingPool(input([size, size, 1])).shape[0])).toEqual([27, 13, 6])
})

test('slimmer layers keep an even number of filters, and the whole width is exact', () => {
  expect([96, 255, 1].map((filters) => widen(filters, 1))).toEqual([96, 255, 1])
  expect([96, 256, 24, 16].map((filters) => widen(filters, 0.25))).toEqual([24, 64, 6, 4])
  expect(widen(16, 0.01)).toBe(2)
})

test.each([0, -1, Number.NaN])('a width of %d is refused', (width) => {
  expect(() => widen(64, width)).toThrow(ShapeError)
  expect(() => widen(64, width)).toThrow(`width is ${width}; it must be above 0`)
})
