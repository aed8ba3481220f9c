import { input, macs, network, params, ShapeError, weights, type Node } from '@cnn/shapes'
import { expect, test } from 'vitest'
import {
  basic,
  bottleneck,
  everywhereProjection,
  identity,
  plain,
  projection,
  zeroPadding,
  zeroPaddingAfter,
} from '../src/index.ts'

const kernels = (node: Node): number =>
  weights(network('n', { node }))
    .filter(({ role }) => role === 'kernel')
    .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b), 0)
const count = (node: Node): number => params(network('n', { node }))
const names = (node: Node): string[] => weights(network('n', { node })).map(({ name }) => name)

test('a basic block of 64 filters keeps the shape: two kernels of 36,864', () => {
  const block = basic(input([56, 56, 64]), 'layer1.0', { filters: 64 })
  expect(block.shape).toEqual([56, 56, 64])
  expect(kernels(block)).toBe(73_728)
  expect(count(block)).toBe(73_728 + 2 * 128)
})

test('a bottleneck 256 → 64 → 64 → 256: 16,384 + 36,864 + 16,384 = 69,632 (He et al. 2015, figure 5)', () => {
  const block = bottleneck(input([56, 56, 256]), 'layer1.1', { filters: 64 })
  expect(block.shape).toEqual([56, 56, 256])
  expect(kernels(block)).toBe(69_632)
  expect(count(block)).toBe(69_632 + 2 * (64 + 64 + 256))
  expect(macs(network('n', { block }))).toBe(56 * 56 * 69_632)
})

test('where the shape changes, option B projects: 64 · 256 more, and its batch norm', () => {
  const block = bottleneck(input([56, 56, 64]), 'layer1.0', { filters: 64 })
  expect(kernels(block)).toBe(64 * 64 + 36_864 + 16_384 + 64 * 256)
  expect(names(block).filter((name) => name.includes('downsample'))).toEqual([
    'layer1.0.downsample.0.weight',
    'layer1.0.downsample.1.weight',
    'layer1.0.downsample.1.bias',
    'layer1.0.downsample.1.running_mean',
    'layer1.0.downsample.1.running_var',
  ])
})

test('a stride halves the map, odd ones rounded up on both sides', () => {
  expect(basic(input([56, 56, 64]), 'b', { filters: 128, stride: 2 }).shape).toEqual([28, 28, 128])
  expect(basic(input([7, 5, 64]), 'b', { filters: 64, stride: 2 }).shape).toEqual([4, 3, 64])
  expect(bottleneck(input([33, 33, 256]), 'b', { filters: 128, stride: 2 }).shape).toEqual([17, 17, 512])
})

test('option A adds no parameters: 16 to 32 channels cost two kernels and their norms alone', () => {
  const block = basic(input([32, 32, 16]), 'layer2.0', { filters: 32, stride: 2, shortcut: zeroPadding })
  expect(block.shape).toEqual([16, 16, 32])
  expect(count(block)).toBe(16 * 32 * 9 + 32 * 32 * 9 + 2 * 64)
  expect(basic(input([7, 7, 16]), 'b', { filters: 33, stride: 2, shortcut: zeroPadding }).shape).toEqual([4, 4, 33])
})

test('the zeros stand on both sides, or all of them after', () => {
  const zeros = (shortcut: typeof zeroPadding) => shortcut(input([8, 8, 16]), 'b', 33, 2).attrs
  expect(zeros(zeroPadding)).toEqual({ before: 8, after: 9 })
  expect(zeros(zeroPaddingAfter)).toEqual({ before: 0, after: 17 })
  expect(() => zeroPaddingAfter(input([8, 8, 16]), 'b', 8, 1)).toThrow('zeros can only add channels')
})

test('where nothing changes, either shortcut is the identity', () => {
  const x = input([8, 8, 16])
  for (const shortcut of [projection, zeroPadding, zeroPaddingAfter]) {
    expect(shortcut(x, 'b', 16, 1)).toBe(x)
    expect(shortcut(x, 'b', 16, 2).shape).toEqual([4, 4, 16])
  }
})

test('an identity shortcut from 256 to 64 channels is refused: why, and that a projection would mend it', () => {
  const x = input([56, 56, 256])
  const build = () => bottleneck(x, 'layer1.0', { filters: 16, shortcut: (same) => same })
  expect(build).toThrow(ShapeError)
  expect(build).toThrow(
    'add on 56×56×64 and 56×56×256: both sides of a sum need one shape; ' +
      'a projection shortcut would give it, a 1×1 convolution of the second with 64 filters and ' +
      'stride 1 or of the first with 256 filters and stride 1',
  )
})

test('layers are named as in torchvision', () => {
  expect(names(basic(input([8, 8, 4]), 'layer3.5', { filters: 4 })).filter((name) => name.endsWith('.weight'))).toEqual(
    ['layer3.5.conv1.weight', 'layer3.5.bn1.weight', 'layer3.5.conv2.weight', 'layer3.5.bn2.weight'],
  )
})

test('option C projects in every block', () => {
  const block = basic(input([8, 8, 16]), 'b', { filters: 16, shortcut: everywhereProjection })
  expect(count(block)).toBe(2 * (16 * 16 * 9 + 2 * 16) + 16 * 16 + 2 * 16)
})

test('a plain block has no sum, and the parameters of one with the identity', () => {
  const x = input([8, 8, 16])
  const block = plain(x, 'b', { filters: 16 })
  expect(network('n', { block }).nodes.some(({ kind }) => kind === 'add')).toBe(false)
  expect(count(block)).toBe(count(basic(x, 'b', { filters: 16, shortcut: identity })))
})

test('the stride in the 1×1 leaves a quarter of its work, and of the 3×3 no less', () => {
  const block = (strideAt: '1x1' | '3x3') =>
    macs(network('n', { y: bottleneck(input([56, 56, 256]), 'b', { filters: 128, stride: 2, strideAt }) }))
  expect(block('3x3') - block('1x1')).toBe((56 * 56 - 28 * 28) * 256 * 128)
})
