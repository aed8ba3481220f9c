import { formatCifar10 } from '@cnn/data'
import { input, network, globalAveragePool } from '@cnn/shapes'
import { expect, test, vi } from 'vitest'
import { classify } from '../../src/measure/accuracy.ts'
import type { AccuracyTask } from '../../src/hosts/task.ts'
import { device } from '../run/fake-host.ts'

const count = 250
const file = formatCifar10({
  count,
  height: 32,
  width: 32,
  channels: 3,
  pixels: new Uint8Array(count * 3072),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
  classes: [],
})
const platform = { read: () => Promise.resolve(file) }
const task: AccuracyTask = {
  kind: 'accuracy',
  network: 'resnet20',
  backend: 'wasm',
  budget: 10,
  images: 10_000,
  batch: 1,
  data: 'test.bin',
}

/** A network that takes its time and gives two logits an image. */
function ready(milliseconds: number, logit = 0.5) {
  const batches: number[] = []
  const model = {
    net: network('n', { logits: globalAveragePool(input([32, 32, 2])) }),
    run: () => ({}),
    predict(images: Float32Array) {
      const size = images.length / 3072
      batches.push(size)
      vi.advanceTimersByTime(milliseconds * size)
      return Promise.resolve({ logits: new Float32Array(size * 2).fill(logit) })
    },
    dispose() {},
  }
  return { batches, ready: { model, net: model.net, device, download: 0, setup: 0 } }
}

test('a quick backend classifies all images, in batches that grow', async () => {
  vi.useFakeTimers()
  const { batches, ready: quick } = ready(1)
  const outcome = await classify(task, quick, platform, () => {})
  expect(batches).toEqual([1, 10, 100, 100, 39])
  expect(outcome.images).toBe(count)
  expect(outcome.logits).toHaveLength(2 * count)
  expect(outcome.labels.slice(0, 11)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0])
})

test('few messages are sent, and the last one says that all are done', async () => {
  vi.useFakeTimers()
  const said: string[] = []
  await classify(task, ready(1).ready, platform, (message) => said.push(message))
  expect(said).toEqual(['1 of 250 images', '250 of 250 images'])
  said.length = 0
  await classify({ ...task, images: 3 }, ready(300).ready, platform, (message) => said.push(message))
  expect(said).toEqual(['1 of 3 images', '3 of 3 images'])
})

test('a slow backend stops when its budget is spent, with what it has', async () => {
  vi.useFakeTimers()
  const { batches, ready: slow } = ready(4000)
  const outcome = await classify(task, slow, platform, () => {})
  // 4 s an image: after the third one 12 s are over.
  expect(batches).toEqual([1, 1, 1])
  expect(outcome.images).toBe(3)
  expect(outcome.seconds).toBeCloseTo(12)
})

test('a batch grows only where one ten times as large would take less than half of what is left', async () => {
  vi.useFakeTimers()
  const { batches, ready: middling } = ready(60)
  await classify({ ...task, batch: 10 }, middling, platform, () => {})
  // 0.6 s each: ten times that are more than half of 9.4 s.
  expect(batches).toEqual(Array.from({ length: 17 }, () => 10))
})

test('no more images are classified than were asked for', async () => {
  vi.useFakeTimers()
  const outcome = await classify({ ...task, images: 15 }, ready(1).ready, platform, () => {})
  expect(outcome.images).toBe(15)
})

test('a logit that is not a number is an error', async () => {
  await expect(classify(task, ready(1, NaN).ready, platform, () => {})).rejects.toThrow(
    'a logit of the test images 0 to 1 is NaN',
  )
})
