/** @file Networks that are written in another way, and train alike. */

import '@tensorflow/tfjs-backend-cpu'
import { batchNorm, conv, dense, flatten, globalAveragePool, input, network, relu, select } from '@cnn/shapes'
import { setBackend } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { constant, train } from '@cnn/tfjs/train'
import { quarters } from './quarters.ts'

beforeAll(() => setBackend('cpu'))

const options = { epochs: 1, batch: 16, schedule: constant(0.1) }

test('an activation that is attached to a layer trains as one that stands alone', async () => {
  const x = input([8, 8, 1])
  const window = { filters: 4, kernel: 3 }
  const attached = batchNorm(conv(x, 'c', { ...window, activation: 'relu' }), 'n', { activation: 'relu' })
  const alone = relu(batchNorm(relu(conv(x, 'c', window)), 'n'))
  const [once, again] = [attached, alone].map((map) =>
    network('n', { logits: dense(globalAveragePool(map), 'd', { units: 4 }) }),
  )
  expect(await train(once!, quarters, options)).toEqual(await train(again!, quarters, options))
})

test('each head adds its share to loss and gradients, 0.3 if nothing is said', async () => {
  const x = relu(conv(input([8, 8, 1]), 'c', { filters: 4, kernel: 3 }))
  const net = network('n', {
    logits: dense(globalAveragePool(x), 'd', { units: 4 }),
    aux1: dense(flatten(x), 'a', { units: 4 }),
  })
  const losses = async (heads: Record<string, number>) => {
    const found: number[] = []
    const { weights } = await train(net, quarters, {
      ...options,
      decay: 0,
      heads,
      onBatch: ({ loss }) => void found.push(loss),
    })
    return { found, weights }
  }
  const [none, some, default_] = [await losses({ aux1: 0 }), await losses({ aux1: 0.3 }), await losses({})]
  expect(default_).toEqual(some)
  const one = await losses({ aux1: 1, logits: 0 })
  expect(some.found[0]).toBeCloseTo(none.found[0]! + 0.3 * one.found[0]!, 10)
  const pruned = await train(select(net, 'logits'), quarters, { ...options, decay: 0 })
  for (const [name, tensor] of pruned.weights) expect(none.weights.get(name), name).toEqual(tensor)
})
