/** @file Joins that go on from earlier ones. */

import '@tensorflow/tfjs-backend-cpu'
import { concat, conv, globalAveragePool, input, network, relu, weights, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { densenet40k12 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { chainConcats } from '../../src/chain-concats.ts'
import { expectReference, onBackend } from '../predict.ts'

/** How many maps each join reads. */
const joins = (net: Network) => net.nodes.filter(({ kind }) => kind === 'concat').map(({ inputs }) => inputs.length)

test('the joins of a dense block read two maps each, and give the same numbers', async () => {
  const net = densenet40k12({ size: 4, growth: 2, classes: 10 })
  const chained = chainConcats(net)
  // Twelve layers in each of three blocks, all of which read all before them.
  expect(Math.max(...joins(net))).toBe(13)
  expect(Math.max(...joins(chained))).toBe(2)
  expect(weights(chained).map(({ name }) => name)).toEqual(weights(net).map(({ name }) => name))
  const own = hashedWeights(net)
  const image = hashedImage(net.input.shape).data
  const predict = onBackend('cpu', { fused: false })
  expect(await predict({ net: chained, weights: own }, image)).toEqual(await predict({ net, weights: own }, image))
})

test('only the first maps, in their order, are taken from an earlier join', async () => {
  const x = input([4, 5, 3])
  const [a, b, c] = ['a', 'b', 'c'].map((name, i) => conv(x, name, { filters: i + 1, kernel: 1 })) as [
    typeof x,
    typeof x,
    typeof x,
  ]
  const outputs = {
    pair: concat([a, b]),
    again: relu(concat([a, b])),
    turned: concat([b, a, c]),
    apart: concat([c, a, b]),
    longer: concat([a, b, c, a]),
    longest: globalAveragePool(concat([a, b, c, a, x, b])),
  }
  const net = network('joins', outputs)
  const chained = chainConcats(net)
  const read = (name: string) => {
    const node = chained.outputs[name]!
    return (node.kind === 'concat' ? node : node.inputs[0]!).inputs.map(({ kind, shape }) => [kind, shape[2]])
  }
  const map = (channels: number) => ['conv', channels]
  expect(read('pair')).toEqual([map(1), map(2)])
  expect(read('again')).toEqual([map(1), map(2)])
  expect(read('turned')).toEqual([map(2), map(1), map(3)])
  expect(read('apart')).toEqual([map(3), map(1), map(2)])
  expect(read('longer')).toEqual([['concat', 3], map(3), map(1)])
  expect(read('longest')).toEqual([['concat', 7], ['input', 3], map(2)])
  await expectReference(chained, onBackend('cpu'), 1e-4)
})
