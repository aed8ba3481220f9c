import { input, network, params, weights } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { sparseConv, subsampling } from '../src/index.ts'

test("subsampling has a coefficient and a bias for each map: LeNet-5's S2 has 12 parameters, S4 32", () => {
  const s2 = subsampling(input([28, 28, 6]), 's2')
  expect(s2.shape).toEqual([14, 14, 6])
  expect(params(network('n', { s2 }))).toBe(12)
  expect(params(network('n', { s4: subsampling(input([10, 10, 16]), 's4') }))).toBe(32)
})

test('a sparse convolution has the weights that its table has, and a bias for each filter', () => {
  const y = sparseConv(input([14, 14, 6]), 'c3', { table: [[0, 1, 2], [0, 2, 3, 5], [4]], kernel: 5 })
  expect(y.shape).toEqual([10, 10, 3])
  expect(params(network('n', { y }))).toBe(25 * (3 + 4 + 1) + 3)
  const kernels = weights(network('n', { y })).filter(({ role }) => role === 'kernel')
  expect(kernels.map(({ name, shape }) => [name, shape])).toEqual([
    ['c3.0.weight', [1, 3, 5, 5]],
    ['c3.1.weight', [1, 4, 5, 5]],
    ['c3.2.weight', [1, 1, 5, 5]],
  ])
})
