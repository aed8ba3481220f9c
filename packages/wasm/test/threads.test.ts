/** @file Threads in Node: the same bits whatever their number, a dead one is an error, none is left after dispose. */

import { once } from 'node:events'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { resnet20, zoo } from '@cnn/zoo'
import { afterEach, expect, test, vi } from 'vitest'
import { createModel, ModelError, plan } from '@cnn/wasm'
import { encode } from '../src/program/encode.ts'
import { layOut } from '../src/program/layout.ts'

type Workers = typeof import('node:worker_threads')
const module: { Worker: Workers['Worker'] } = process.getBuiltinModule('node:worker_threads')
const { Worker } = module
afterEach(() => {
  module.Worker = Worker
})

/** The threads that are made from now on. */
function watch(): InstanceType<typeof Worker>[] {
  const made: InstanceType<typeof Worker>[] = []
  module.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given)
      made.push(this)
    }
  }
  return made
}

const net = resnet20()
const weights = hashedWeights(net)
const image = hashedImage(net.input.shape).data

test('ResNet-20 gives the same bits with 1, 2, 3 and 4 threads, alone and in a batch', async () => {
  const results = []
  for (const threads of [1, 2, 3, 4]) {
    const model = await createModel(net, weights, { threads })
    const one = await model.predict(image)
    const three = await model.predict(Float32Array.of(...image, ...image, ...image))
    results.push([one.logits, three.logits])
    model.dispose()
  }
  for (const more of results.slice(1)) expect(more).toEqual(results[0])
})

test.each([
  ['lenet5-cifar10', 1, false],
  ['lenet5-cifar10', 20, true],
  ['resnet20', 1, true],
] as const)('of %s with %i images threads share a step: %s', (id, images, expected) => {
  const made = plan(zoo.find((entry) => entry.id === id)!.build())
  const sharing = { images, threads: 2, rows: 6 }
  expect(encode(made, layOut(made, sharing), sharing).shared).toBe(expected)
})

test('a network that is too small to share gives the same bits with two threads', async () => {
  const small = resnet20({ size: 8 })
  const [one, two] = await Promise.all(
    [1, 2].map(async (threads) => {
      const model = await createModel(small, hashedWeights(small), { threads })
      const { logits } = await model.predict(hashedImage(small.input.shape).data)
      model.dispose()
      return logits
    }),
  )
  expect(two).toEqual(one)
})

test('the event loop turns while weights are brought into place', async () => {
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
  let turns = 0
  let over = false
  const count = () => {
    turns += 1
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  const model = await createModel(net, weights)
  over = true
  clock.mockRestore()
  model.dispose()
  // Once for each of its 20 layers.
  expect(turns).toBeGreaterThanOrEqual(20)
})

test('no thread is left after dispose', async () => {
  const made = watch()
  const model = await createModel(net, weights, { threads: 3 })
  expect(made).toHaveLength(2)
  const ended = Promise.all(made.map((worker) => once(worker, 'exit')))
  await model.predict(image)
  model.dispose()
  await ended
  await expect(model.predict(image)).rejects.toThrow("the model of network 'resnet20' is disposed")
})

test('a thread that died is an error and not a hang, between runs and within one', async () => {
  const made = watch()
  const model = await createModel(net, weights, { threads: 2 })
  const running = model.predict(image).catch((error: unknown) => expect(error).toBeInstanceOf(ModelError))
  await made[0]!.terminate()
  await running
  await expect(model.predict(image)).rejects.toThrow(
    /^thread 1 of the model is gone: it ended with code 1; make the model/,
  )
  model.dispose()
})

test.each([0, -1, 1.5, 65, Number.NaN])('%s threads are refused', async (threads) => {
  await expect(createModel(net, weights, { threads })).rejects.toThrow(
    `threads is ${threads}; it must be a whole number from 1 to 64`,
  )
})
