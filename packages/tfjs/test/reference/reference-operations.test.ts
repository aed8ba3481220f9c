/**
 * @file Options that no network of the zoo uses, or hardly. Expectations are printed by PyTorch 1.13 on 1, 2, 3, …,
 * pixel by pixel.
 */

import {
  activation,
  adaptiveAvgPool,
  avgPool,
  batchNorm,
  conv,
  flatten,
  globalAveragePool,
  input,
  lrn,
  maxPool,
  network,
  pickChannels,
  rbf,
  scaleShift,
  type FeatureMap,
  type Node,
  type Weights,
} from '@cnn/shapes'
import { expect, test } from 'vitest'
import { runReference } from '../reference.ts'

function run(
  shape: FeatureMap,
  build: (x: Node<FeatureMap>) => Node,
  weights: Record<string, readonly number[]> = {},
): number[] {
  const net = network('one', { y: build(input(shape)) })
  const given: Weights = new Map(
    Object.entries(weights).map(([name, values]) => [name, { shape: [values.length], data: new Float32Array(values) }]),
  )
  return runReference(net, given, upTo(shape[0] * shape[1] * shape[2]))['y']!.map((value) =>
    Number(value.toPrecision(7)),
  )
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

test('average pooling that rounds up divides by the window without what hangs over the padding', () => {
  const pooled = (countPadding: boolean) =>
    run([4, 4, 1], (x) => avgPool(x, { kernel: 3, stride: 2, pad: 1, ceil: true, countPadding }))
  expect(pooled(true)).toEqual([1.555556, 3.333333, 2, 6.333333, 11, 6, 4.5, 7.5, 4])
  expect(pooled(false)).toEqual([3.5, 5, 6, 9.5, 11, 12, 13.5, 15, 16])
  expect(run([4, 4, 1], (x) => avgPool(x, { kernel: 3, stride: 2, ceil: true }))).toEqual([6, 7.5, 12, 13.5])
})

test('padding never wins a max pooling', () => {
  const negate = { 'n.weight': [-1] }
  const y = run(
    [4, 4, 1],
    (x) => maxPool(conv(x, 'n', { filters: 1, kernel: 1, bias: false }), { kernel: 3, stride: 2, pad: 1, ceil: true }),
    negate,
  )
  expect(y).toEqual([-1, -2, -4, -5, -6, -8, -13, -14, -16])
})

test('response normalisation, whose α PyTorch divides by the size', () => {
  const small = run([1, 1, 7], (x) => lrn(x, { size: 3, alpha: 0.1, beta: 0.5, k: 2 }))
  expect(small).toEqual([0.6324555, 1.084652, 1.355262, 1.511858, 1.605403, 1.664101, 2.160247])
  const large = run([1, 1, 7], (x) => lrn(x, { size: 5, alpha: 1, beta: 0.75, k: 1 }))
  expect(large).toEqual([0.1311993, 0.152233, 0.1465481, 0.1357622, 0.1255497, 0.1585983, 0.2046943])
})

test('convolution in groups, dilated, padded on two sides', () => {
  const options = {
    filters: 2,
    groups: 2,
    kernel: [2, 3],
    stride: [1, 2],
    dilation: [2, 1],
    pad: [0, 0, 1, 2],
  } as const
  const weights = { 'c.weight': upTo(12), 'c.bias': [1, -1] }
  expect(run([3, 4, 2], (x) => conv(x, 'c', options), weights)).toEqual([106, 233, 312, 763, 28, 89, 71, 291])
})

test('batch normalisation, and the activation that fusion attaches', () => {
  const weights = { 'b.weight': [2, 3], 'b.bias': [-1, 0.5], 'b.running_mean': [1, 2], 'b.running_var': [4, 0.25] }
  expect(run([1, 2, 2], (x) => batchNorm(x, 'b', { epsilon: 0 }), weights)).toEqual([-1, 0.5, 1, 12.5])
  expect(run([1, 2, 2], (x) => batchNorm(x, 'b', { epsilon: 0, activation: 'relu' }), weights)).toEqual([
    0, 0.5, 1, 12.5,
  ])
})

test('flattening goes channel by channel', () => {
  expect(run([2, 2, 2], (x) => flatten(x))).toEqual([1, 3, 5, 7, 2, 4, 6, 8])
})

test('adaptive average pooling, whose windows overlap where they do not fit', () => {
  expect(run([5, 3, 1], (x) => adaptiveAvgPool(x, { size: [3, 2] }))).toEqual([3, 4, 7.5, 8.5, 12, 13])
})

test.each([
  ['sigmoid', [0.1824255, 0.3775407, 0.6224594, 0.8175744]],
  ['tanh', [-0.9051483, -0.4621172, 0.4621172, 0.9051483]],
  ['scaledTanh', [-1.306819, -0.5516837, 0.5516837, 1.306819]],
] as const)('%s', (name, expected) => {
  const shifted = { 's.weight': [1], 's.bias': [-2.5] }
  const found = run([2, 2, 1], (x) => activation(scaleShift(x, 's'), name), shifted)
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 6)
})

test('one factor and one term for each channel', () => {
  expect(run([1, 2, 2], (x) => scaleShift(x, 's'), { 's.weight': [2, -1], 's.bias': [1, 0.5] })).toEqual([
    3, -1.5, 7, -3.5,
  ])
})

test('distances are negative, so that the nearest code has the largest', () => {
  const codes = [
    [1, -1, 1],
    [0.5, 0, 3],
  ]
  expect(run([1, 1, 3], (x) => rbf(globalAveragePool(x), { codes }))).toEqual([-13, -4.25])
})

test('picked channels', () => {
  expect(run([1, 2, 3], (x) => pickChannels(x, { channels: [2, 0] }))).toEqual([3, 1, 6, 4])
})
