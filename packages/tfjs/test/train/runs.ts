/**
 * @file What holds of a whole run on every backend: it learns, repeats itself, resumes exactly, and leaves nothing
 * behind.
 */

import { batchNorm, conv, flatten, input, network } from '@cnn/shapes'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import {
  constant,
  oneCycle,
  train,
  TrainingError,
  type TrainingData,
  type TrainingState,
  type TrainOptions,
} from '@cnn/tfjs/train'
import { quarters, small } from './quarters.ts'

/** One suite for each backend, which has to be registered. */
export function runs(backend: string): void {
  describe(`a run on ${backend}`, () => {
    beforeAll(async () => {
      expect(await setBackend(backend)).toBe(true)
    })
    const options: TrainOptions = {
      epochs: 3,
      batch: 16,
      schedule: oneCycle({ peak: 0.1 }),
      smoothing: 0.05,
      nesterov: true,
      seed: 7,
    }

    test('learns, and its weights predict what was learnt', async () => {
      const epochs: number[] = []
      const { weights } = await train(small, quarters, {
        ...options,
        epochs: 6,
        onEpoch: ({ epoch }) => void epochs.push(epoch),
      })
      expect(epochs).toEqual([1, 2, 3, 4, 5, 6])
      const { images, labels } = await quarters.batch(
        Int32Array.from({ length: 70 }, (_, i) => i),
        99,
      )
      const model = createModel(small, weights)
      const { logits } = await model.predict(images)
      model.dispose()
      const right = labels.filter(
        (label, i) => Math.max(...logits.subarray(4 * i, 4 * i + 4)) === logits[4 * i + label],
      )
      expect(right.length).toBeGreaterThan(60)
    })

    test('where the last layer alone learns, the others and their moving statistics stay, and the rest resumes exactly', async () => {
      const begun = await train(small, quarters, { ...options, epochs: 1 })
      const states: TrainingState[] = []
      const again: TrainOptions = { ...options, seed: 8, last: 1 }
      const tuned = await train(small, quarters, {
        ...again,
        weights: begun.weights,
        onBatch: async ({ state }) => void states.push(structuredClone(await state())),
      })
      const moved = [...tuned.weights].filter(([name, { data }]) =>
        data.some((value, i) => value !== begun.weights.get(name)!.data[i]),
      )
      expect(moved.map(([name]) => name)).toEqual(['fc.weight', 'fc.bias'])
      expect([...tuned.momentum.keys()]).toEqual(['fc.weight', 'fc.bias'])
      expect(await train(small, quarters, { ...again, state: states[5]! })).toEqual(tuned)
    })

    test('repeats itself, and another seed is another run', async () => {
      const once = await train(small, quarters, options)
      expect(await train(small, quarters, options)).toEqual(once)
      expect((await train(small, quarters, { ...options, seed: 8 })).weights.get('fc.weight')).not.toEqual(
        once.weights.get('fc.weight'),
      )
    })

    test('resumes exactly, from the end of an epoch and from the middle of one', async () => {
      const states: TrainingState[] = []
      const told: unknown[] = []
      const tell = (from: unknown[]) => ({
        onEpoch: async ({ state, ...progress }: { state: () => Promise<TrainingState> }) => {
          from.push(progress)
          states.push(structuredClone(await state()))
        },
      })
      const whole = await train(small, quarters, {
        ...options,
        ...tell(told),
        onBatch: async ({ state }) => void states.push(await state()),
      })
      // Four steps an epoch, and each followed by its state; the six images that are left over are not seen.
      expect(states.map(({ epoch, step }) => `${epoch}:${step}`)).toEqual([
        '0:1',
        '0:2',
        '0:3',
        '0:4',
        '1:4',
        '1:5',
        '1:6',
        '1:7',
        '1:8',
        '2:8',
        '2:9',
        '2:10',
        '2:11',
        '2:12',
        '3:12',
      ])
      expect(states.at(-1)).toEqual(whole)
      for (const state of [states[3]!, states[4]!, states[6]!, states[8]!, states[14]!]) {
        const again: unknown[] = []
        expect(await train(small, quarters, { ...options, ...tell(again), state })).toEqual(whole)
        expect(again).toEqual(told.slice(state.epoch))
      }
    })

    test('leaves no tensor behind, whether it ends, is aborted or fails', async () => {
      const before = memory().numTensors
      await train(small, quarters, options)
      expect(memory().numTensors).toBe(before)

      const controller = new AbortController()
      const aborted = train(small, quarters, {
        ...options,
        signal: controller.signal,
        onBatch({ batch }) {
          if (batch === 2) controller.abort(new Error('enough'))
        },
      })
      await expect(aborted).rejects.toThrow('enough')
      expect(memory().numTensors).toBe(before)

      const data: TrainingData = { ...quarters, batch: () => Promise.reject(new Error('no such file')) }
      await expect(train(small, data, options)).rejects.toThrow('no such file')
      expect(memory().numTensors).toBe(before)

      const single = network('single', {
        logits: batchNorm(flatten(conv(input([8, 8, 1]), 'c', { filters: 4, kernel: 8 })), 'n'),
      })
      await expect(train(single, quarters, { ...options, batch: 1 })).rejects.toThrow("batch norm 'n' sees one value")
      expect(memory().numTensors).toBe(before)
    })

    test('ends where the last step spoilt the weights', async () => {
      const before = memory().numTensors
      await expect(
        train(small, quarters, { ...options, epochs: 1, batch: 70, schedule: constant(1e39) }),
      ).rejects.toThrow('conv1.weight is not finite any more after 1 steps; try a lower learning rate than 1e+39')
      expect(memory().numTensors).toBe(before)
    })

    test('ends where the loss is no number any more, and names the batch', async () => {
      const before = memory().numTensors
      const seen: number[] = []
      const error = await train(small, quarters, {
        ...options,
        schedule: constant(1e20),
        onBatch: ({ loss }) => void seen.push(loss),
      }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(TrainingError)
      expect((error as TrainingError).message).toBe(
        `the loss is ${(error as TrainingError).loss} at epoch 1, batch ${seen.length + 1}; try a lower ` +
          'learning rate than 100000000000000000000',
      )
      expect(error).toMatchObject({ epoch: 1, batch: seen.length + 1 })
      expect(Number.isFinite((error as TrainingError).loss)).toBe(false)
      expect(seen.every(Number.isFinite)).toBe(true)
      expect(memory().numTensors).toBe(before)
    })
  })
}
