import { expect, test } from 'vitest'
import {
  bytesOf,
  concentration,
  conv,
  dense,
  globalAveragePool,
  input,
  memory,
  memoryTable,
  network,
  relu,
} from '../../src/index.ts'

const net = network('n', {
  logits: dense(
    globalAveragePool(relu(conv(input([4, 4, 2]), 'conv', { filters: 8, kernel: 3, pad: 1, bias: false }))),
    'fc',
    {
      units: 3,
    },
  ),
})

test('a row a node, with bytes and shares', () => {
  expect(memoryTable(net).map(({ name, parameters, activation }) => [name, parameters, activation])).toEqual([
    ['input1', 0, 4 * 32],
    ['conv', 4 * 144, 4 * 128],
    ['activation1', 0, 4 * 128],
    ['globalAveragePool1', 0, 4 * 8],
    ['fc', 4 * 27, 4 * 3],
  ])
  const first = memoryTable(net)[1]!
  expect(first.parameterShare).toBe(144 / 171)
  expect(first.activationShare).toBe(128 / 299)
})

test('the rows add up to the whole, in every type', () => {
  for (const type of ['float32', 'float16', 'bfloat16', 'int8'] as const) {
    const rows = memoryTable(net, { type })
    const sum = (pick: (row: (typeof rows)[0]) => number) => rows.reduce((total, row) => total + pick(row), 0)
    expect(sum((row) => row.parameters)).toBe(memory(net, { type }).parameters)
    expect(sum((row) => row.activation)).toBe(memory(net, { type }).activations)
    expect(sum((row) => row.parameterShare)).toBeCloseTo(1)
    expect(memory(net, { type }).parameters).toBe(171 * bytesOf[type])
  }
})

test('concentrated are the fewest nodes that hold the share', () => {
  const names = (share?: number) => {
    const { parameters, activations } = concentration(net, share === undefined ? {} : { share })
    return [parameters.map(({ name }) => name), activations.map(({ name }) => name)]
  }
  expect(names()).toEqual([['conv'], ['conv', 'activation1']])
  expect(names(0.9)).toEqual([
    ['conv', 'fc'],
    ['conv', 'activation1', 'input1'],
  ])
})

test('a network without parameters has no share of them', () => {
  const bare = network('n', { y: relu(input([2, 2, 1])) })
  expect(memoryTable(bare).map(({ parameterShare }) => parameterShare)).toEqual([0, 0])
  expect(concentration(bare).parameters).toEqual([])
})
