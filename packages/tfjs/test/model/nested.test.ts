/** @file A model within a model, as Keras and tfjs save it: its tensors are found, and give Keras's own logits. */

import { readFileSync } from 'node:fs'
import { batchNorm, conv, dense, globalAveragePool, input, network, type Tensor } from '@cnn/shapes'
import { createModel } from '@cnn/tfjs'
import { startBackend } from '@cnn/tfjs/backend'
import { fitCheckpoint, readWeights } from '@cnn/weights'
import { beforeAll, expect, test } from 'vitest'

const file = (name: string) => readFileSync(new URL(`../nested/${name}`, import.meta.url))
const expected = JSON.parse(file('logits.json').toString()) as Record<string, number[]>

const layers = batchNorm(conv(input([5, 5, 2]), 'conv', { filters: 3, kernel: 3, bias: false }), 'bn', {
  epsilon: 1e-3,
})
const net = network('nested', { logits: dense(globalAveragePool(layers), 'fc', { units: 2 }) })
const image = Float32Array.from({ length: 50 }, (_, i) => i / 50)

beforeAll(() => startBackend('cpu'))

test.each(Object.entries(expected))('%s', async (name, logits) => {
  const { weights, notes } = fitCheckpoint(net, await readWeights(file(name)))
  expect(notes).toEqual([])
  const model = createModel(net, weights)
  const found = [...(await model.predict(image)).logits]
  model.dispose()
  const largest = Math.max(...logits.map(Math.abs))
  for (const [i, value] of logits.entries()) expect(Math.abs(found[i]! - value) / largest).toBeLessThan(1e-5)
})

test('constants of tfjs are left out without a word', async () => {
  const { weights, metadata, skipped } = await readWeights(file('functional.keras'))
  const constant = { shape: [3], data: new Float32Array(3) }
  const more = new Map([...weights, ['padChannels1/kernel', constant]])
  expect(fitCheckpoint(net, { weights: more, metadata, skipped }).notes).toEqual([])
})

test('layers around a model within, where the names within begin with its own', () => {
  const tensor = (shape: readonly number[], start: number): Tensor => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => start + i),
  })
  const inner = { 'conv.weight': tensor([3, 2, 3, 3], 0), 'bn.weight': tensor([3], 1), 'bn.bias': tensor([3], 2) }
  const more = { 'bn.running_mean': tensor([3], 3), 'bn.running_var': tensor([3], 4) }
  const around = { 'fc.weight': tensor([2, 3], 5), 'fc.bias': tensor([2], 6) }
  const below = Object.entries({ ...inner, ...more }).map(([name, value]) => [`stem.${name}`, value] as const)
  const fitted = (entries: Iterable<readonly [string, Tensor]>) =>
    fitCheckpoint(net, { weights: new Map(entries), metadata: {}, skipped: [] })
  const { weights, notes } = fitted([...below, ...Object.entries(around)])
  expect(weights).toEqual(new Map(Object.entries({ ...inner, ...more, ...around })))
  expect(notes).toEqual([])
  // What is neither below it nor the network's is left out, which is said.
  const other = ['other.weight', tensor([4], 7)] as const
  expect(fitted([...below, ...Object.entries(around), other]).notes).toEqual([
    "left out, since they are not below 'stem': other.weight",
  ])
})
