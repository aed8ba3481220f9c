/** @file Options, data and states that do not fit: each error says what is wrong and what would be right. */

import '@tensorflow/tfjs-backend-cpu'
import { conv, dense, globalAveragePool, input, network } from '@cnn/shapes'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { initialise } from '@cnn/tfjs'
import { train, TrainingError, type TrainingData, type TrainingState, type TrainOptions } from '@cnn/tfjs/train'
import { quarters, small } from './quarters.ts'

beforeAll(() => setBackend('cpu'))

const options: TrainOptions = { epochs: 1, batch: 16 }

test.each<[message: string, wrong: Partial<TrainOptions>]>([
  ['epochs is 0; it must be a whole number of at least 1', { epochs: 0 }],
  ['batch is 2.5; it must be a whole number of at least 1', { batch: 2.5 }],
  ['a batch is 71 images, but the data have 70; give a smaller batch', { batch: 71 }],
  ['seed is -1; it must be a whole number of at least 0', { seed: -1 }],
  ['momentum is 1; it must be at least 0 and below 1', { momentum: 1 }],
  ['decay is NaN; it must be at least 0', { decay: NaN }],
  ['smoothing is 1; it must be at least 0 and below 1', { smoothing: 1 }],
  ["network 'small' has no output 'aux1'; it has logits", { heads: { aux1: 0.3 } }],
  ["the weight of output 'logits' is -1; it must be at least 0", { heads: { logits: -1 } }],
  [
    'the schedule gives a learning rate of NaN at epoch 1, batch 1; it must be a number of at least 0',
    { schedule: () => NaN },
  ],
])('%s', async (message, wrong) => {
  await expectRefused(message, wrong)
})

test.each<[message: string, data: Partial<TrainingData>]>([
  ['count of the data is NaN; it must be a whole number of at least 1', { count: NaN }],
  [
    'the data gave 64 numbers for epoch 1, batch 1; 16 images of 8×8×1 are 1024',
    { batch: () => ({ images: new Float32Array(64), labels: new Int32Array(16) }) },
  ],
  [
    'the data gave 3 labels for epoch 1, batch 1, not 16',
    { batch: () => ({ images: new Float32Array(1024), labels: new Int32Array(3) }) },
  ],
  [
    "the data gave label 4 for epoch 1, batch 1; output 'logits' has classes 0 to 3",
    { batch: () => ({ images: new Float32Array(1024), labels: new Int32Array(16).fill(4) }) },
  ],
])('%s', async (message, data) => {
  await expectRefused(message, {}, { ...quarters, ...data })
})

test('networks without logits, or whose logits are a map, are refused', async () => {
  const map = conv(input([8, 8, 1]), 'c', { filters: 4, kernel: 3 })
  await expectRefused(
    "network 'n' has no output 'logits' to learn from; it has y",
    {},
    quarters,
    network('n', { y: dense(globalAveragePool(map), 'd', { units: 4 }) }),
  )
  await expectRefused(
    "output 'logits' of network 'n' is a feature map, which has no label; train on vectors",
    {},
    quarters,
    network('n', { logits: map }),
  )
})

test('states of another run, and weights of another network, are refused', async () => {
  const state = await train(small, quarters, options)
  const changed = (other: Partial<TrainingState>) => ({ state: { ...state, ...other } })
  await expectRefused('the state is of a run with seed 1, this one has 2; go on with the same, or start anew', {
    state,
    seed: 2,
  })
  await expectRefused('the state is of a run with batch 16, this one has 8; go on with the same, or start anew', {
    state,
    batch: 8,
  })
  await expectRefused(
    'the state is of a run with count 60, this one has 70; go on with the same, or start anew',
    changed({ count: 60 }),
  )
  await expectRefused(
    'the state is of epoch 2, and the run ends with 1; give more epochs',
    changed({ epoch: 2, step: 8 }),
  )
  await expectRefused('the state says 9 steps in 1 epochs, of 4 steps each; it is damaged', changed({ step: 9 }))
  await expectRefused('weights and a state are given, which has weights of its own; give one of them', {
    state,
    weights: state.weights,
  })
  await expect(train(small, quarters, { ...options, ...changed({ weights: new Map() }) })).rejects.toThrow(
    '10 missing: conv1.weight (4×1×3×3), conv1.bias (4)',
  )
  await expect(train(small, quarters, { ...options, ...changed({ momentum: new Map() }) })).rejects.toThrow(
    'no momentum of the shape 4×1×3×3 for conv1.weight',
  )
  await expect(train(small, quarters, { ...options, weights: new Map() })).rejects.toThrow(
    "the weights do not fit network 'small'",
  )
})

test('the weights that are given are the start, and stay as they are', async () => {
  const weights = initialise(small, { seed: 5 })
  const before = structuredClone(weights)
  const state = await train(small, quarters, { ...options, weights, schedule: () => 0, decay: 0 })
  expect(weights).toEqual(before)
  expect(state.weights.get('conv1.weight')).toEqual(before.get('conv1.weight'))
})

async function expectRefused(
  message: string,
  wrong: Partial<TrainOptions>,
  data = quarters,
  net = small,
): Promise<void> {
  const before = memory().numTensors
  const error = await train(net, data, { ...options, ...wrong }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TrainingError)
  expect((error as Error).message).toBe(message)
  expect(memory().numTensors).toBe(before)
}
