import { expect, test } from 'vitest'
import { batchNorm, conv, dropout, flatten, input, lrn, paramsOf, relu, weightsOf } from '../../src/index.ts'

const map = input([56, 56, 64])

test('batch norm owns a scale and a shift, which count, and statistics, which do not', () => {
  const node = batchNorm(map, 'bn1')
  expect(node.shape).toEqual([56, 56, 64])
  expect(weightsOf(node).map(({ name, shape, role }) => [name, shape, role])).toEqual([
    ['bn1.weight', [64], 'scale'],
    ['bn1.bias', [64], 'shift'],
    ['bn1.running_mean', [64], 'mean'],
    ['bn1.running_var', [64], 'variance'],
  ])
  expect(paramsOf(node)).toBe(128)
})

test('batch norm of a vector is per unit', () => {
  const node = batchNorm(flatten(input([2, 2, 3])), 'bn')
  expect(node.shape).toEqual([12])
  expect(paramsOf(node)).toBe(24)
})

test('PyTorch’s ε and the constants of AlexNet (3.3) are the defaults', () => {
  expect(batchNorm(map, 'bn').attrs).toEqual({ epsilon: 1e-5 })
  expect(lrn(map).attrs).toEqual({ size: 5, k: 2, alpha: 1e-4, beta: 0.75 })
})

test('response normalisation, dropout and ReLU keep the shape and own nothing', () => {
  for (const node of [lrn(map), dropout(map), relu(map)]) {
    expect(node.shape).toEqual([56, 56, 64])
    expect(paramsOf(node)).toBe(0)
  }
})

test('what fusion attaches is in the attributes, and only then', () => {
  expect(batchNorm(map, 'bn', { activation: 'relu' }).attrs).toHaveProperty('activation', 'relu')
  expect(conv(map, 'c', { filters: 1, kernel: 1 }).attrs).not.toHaveProperty('activation')
})
