import { expect, test } from 'vitest'
import {
  globalAveragePool,
  input,
  network,
  params,
  pickChannels,
  rbf,
  scaleShift,
  ShapeError,
  weights,
} from '../src/index.ts'

const x = input([4, 5, 6])

test('picked channels come in the order that was asked for', () => {
  expect(pickChannels(x, { channels: [5, 0, 1] }).shape).toEqual([4, 5, 3])
  expect(() => pickChannels(x, { channels: [6] })).toThrow(
    'pickChannels on 4×5×6: there is no channel 6; there are 0 to 5',
  )
  expect(() => pickChannels(x, { channels: [] })).toThrow(ShapeError)
})

test('scale and shift are two parameters a channel', () => {
  const net = network('n', { y: scaleShift(x, 's2') })
  expect(weights(net).map(({ name, shape }) => [name, shape])).toEqual([
    ['s2.weight', [6]],
    ['s2.bias', [6]],
  ])
  expect(params(net)).toBe(12)
  expect(net.outputs['y'].shape).toEqual([4, 5, 6])
})

test('radial basis functions own no weights: their codes are fixed', () => {
  const y = rbf(globalAveragePool(x), { codes: [[1, 1, 1, -1, -1, -1]] })
  expect(y.shape).toEqual([1])
  expect(params(network('n', { y }))).toBe(0)
  expect(() => rbf(globalAveragePool(x), { codes: [[1, 1]] })).toThrow(
    'rbf on 6: code 0 has 2 numbers; the vector has 6',
  )
  expect(() => rbf(globalAveragePool(x), { codes: [] })).toThrow('there is no code')
})
