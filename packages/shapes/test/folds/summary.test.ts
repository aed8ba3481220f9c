import { expect, test } from 'vitest'
import { conv, dense, flatten, input, labels, maxPool, network, relu, summary } from '../../src/index.ts'

const first = maxPool(relu(conv(input([8, 8, 1]), 'conv1', { filters: 2, kernel: 3 })), { kernel: 2, stride: 2 })
const second = maxPool(relu(conv(first, 'maxPool1', { filters: 2, kernel: 2 })), { kernel: 2 })
const net = network('n', { logits: dense(flatten(second), 'fc', { units: 3 }) })

test('a row a node, in order', () => {
  expect(
    summary(net).map(({ name, kind, output, parameters, macs }) => [name, kind, output.join('×'), parameters, macs]),
  ).toEqual([
    ['input1', 'input', '8×8×1', 0, 0],
    ['conv1', 'conv', '6×6×2', 20, 648],
    ['activation1', 'activation', '6×6×2', 0, 0],
    ['maxPool2', 'maxPool', '3×3×2', 0, 0],
    ['maxPool1', 'conv', '2×2×2', 18, 64],
    ['activation2', 'activation', '2×2×2', 0, 0],
    ['maxPool3', 'maxPool', '1×1×2', 0, 0],
    ['flatten1', 'flatten', '2', 0, 0],
    ['fc', 'dense', '3', 9, 6],
  ])
})

test('labels are unique, even where a layer has the name that a number would give', () => {
  const all = [...labels(net).values()]
  expect(new Set(all).size).toBe(all.length)
})
