import { expect, test } from 'vitest'
import { dense, flatten, input, macsOf, paramsOf, weightsOf } from '../../src/index.ts'

test('VGG’s first dense layer holds 102,764,544 of its 138 million parameters', () => {
  const vector = flatten(input([7, 7, 512]))
  expect(vector.shape).toEqual([25_088])
  const node = dense(vector, 'fc6', { units: 4096 })
  expect(node.shape).toEqual([4096])
  expect(paramsOf(node)).toBe(102_764_544)
  expect(macsOf(node)).toBe(102_760_448)
})

test('weights are in PyTorch’s layout: [units, inputs]', () => {
  const node = dense(flatten(input([1, 1, 84])), 'fc7', { units: 10 })
  expect(weightsOf(node).map(({ name, shape, role }) => [name, shape, role])).toEqual([
    ['fc7.weight', [10, 84], 'kernel'],
    ['fc7.bias', [10], 'bias'],
  ])
  expect(paramsOf(dense(flatten(input([1, 1, 84])), 'fc7', { units: 10, bias: false }))).toBe(840)
})

test('a feature map is a type error, and to JavaScript an error that names the remedy', () => {
  // @ts-expect-error a dense layer takes Node<Vector>
  expect(() => dense(input([7, 7, 512]), 'fc', { units: 10 })).toThrow(
    "dense 'fc' on 7×7×512: a dense layer takes a vector; put flatten or globalAveragePool before it",
  )
})
