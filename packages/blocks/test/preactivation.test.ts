import { input, macs, network, params, weights, type Node } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { preactBasic, preactBottleneck } from '../src/index.ts'

const count = (node: Node): number => params(network('n', { node }))

test('where the shape stays, the sum is with x itself and nothing follows it', () => {
  const x = input([8, 8, 64])
  const y = preactBottleneck(x, 'b', { filters: 16 })
  expect(y.kind).toBe('add')
  expect(y.inputs[1]).toBe(x)
  // Three norms of 64, 16 and 16 channels, and 64 → 16 → 16 → 64.
  expect(count(y)).toBe(2 * (64 + 16 + 16) + 64 * 16 + 16 * 16 * 9 + 16 * 64)
})

test('where it changes, both sides begin behind the first norm and ReLU', () => {
  const y = preactBottleneck(input([8, 8, 64]), 'b', { filters: 32, stride: 2 })
  expect(y.shape).toEqual([4, 4, 128])
  const [, shortcut] = y.inputs
  expect(shortcut!.name).toBe('b.downsample.0')
  expect(shortcut!.inputs[0]!.kind).toBe('activation')
  expect(weights(network('n', { y })).filter(({ name }) => name.includes('downsample'))).toHaveLength(1)
})

test('the stride in the 1×1 saves work and no parameters', () => {
  const block = (strideAt: '1x1' | '3x3') =>
    network('n', { y: preactBottleneck(input([8, 8, 64]), 'b', { filters: 32, stride: 2, strideAt }) })
  expect(params(block('1x1'))).toBe(params(block('3x3')))
  expect(macs(block('3x3')) - macs(block('1x1'))).toBe((64 - 16) * 64 * 32)
})

test('a basic block', () => {
  const y = preactBasic(input([7, 7, 16]), 'b', { filters: 32, stride: 2 })
  expect(y.shape).toEqual([4, 4, 32])
  expect(count(y)).toBe(2 * (16 + 32) + 16 * 32 * 9 + 32 * 32 * 9 + 16 * 32)
})
