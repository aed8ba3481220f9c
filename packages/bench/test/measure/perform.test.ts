/** @file Tasks as a page performs them, on the one backend that Node has without more: plain JavaScript. */

import { readFile } from 'node:fs/promises'
import { formatCifar10 } from '@cnn/data'
import { conv, dense, flatten, input, network, relu, toJSON } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { perform, type AccuracyTask, type LatencyTask, type Platform, type PredictTask } from '@cnn/bench'

const weights = new URL('../../../trained/files/lenet5-cifar10.safetensors', import.meta.url).href
const latency: LatencyTask = { kind: 'latency', network: 'lenet5-cifar10', backend: 'cpu', budget: 60, weights }
const accuracy: AccuracyTask = { ...latency, kind: 'accuracy', images: 20, batch: 10, data: 'test.bin' }

const images = formatCifar10({
  count: 20,
  height: 32,
  width: 32,
  channels: 3,
  pixels: new Uint8Array(20 * 3072).fill(100),
  labels: new Uint8Array(20),
  classes: [],
})

const platform: Platform = { read: (url) => (url === 'test.bin' ? Promise.resolve(images) : readFile(new URL(url))) }
const reading = (read: Platform['read']): Platform => ({ read })

test('latency: every figure of the network on the backend', async () => {
  const said: string[] = []
  const outcome = await perform(latency, platform, (message) => said.push(message))
  if (outcome.kind !== 'latency') throw new Error(`the outcome was ${outcome.kind}`)
  const { samples, median, first, setup, download } = outcome.latency
  expect(samples.length).toBeGreaterThanOrEqual(30)
  expect(Math.min(...samples)).toBeLessThanOrEqual(median)
  expect(Math.max(...samples)).toBeGreaterThanOrEqual(median)
  for (const time of [first, setup, download]) expect(time).toBeGreaterThan(0)
  expect(outcome.device).toEqual({ name: 'plain JavaScript', software: false })
  expect(said).toEqual([
    'starting the backend',
    'fetching the weights',
    'placing the weights',
    'first inference',
    'second inference',
    'warm inferences',
  ])
})

test('latency: of the test images the first ones alone are read', async () => {
  const asked: [string, number][] = []
  const starting: Platform = {
    ...reading((url) => readFile(new URL(url))),
    readStart: async (url, bytes) => {
      asked.push([url, bytes])
      return images
    },
  }
  const outcome = await perform({ ...latency, data: 'test.bin', enough: 1 }, starting)
  expect(outcome).toMatchObject({ kind: 'latency', answers: { images: 20 } })
  expect(asked).toEqual([['test.bin', 200 * 3073]])
})

test('accuracy: ten logits and a label for every image', async () => {
  const outcome = await perform(accuracy, platform)
  expect(outcome).toMatchObject({ kind: 'accuracy', images: 20, labels: Array.from({ length: 20 }, () => 0) })
  expect(outcome).toHaveProperty('logits.length', 200)
})

test('a network whose first inference ends after its budget needs more than it had', async () => {
  const outcome = await perform({ ...latency, budget: 1e-6 }, platform)
  if (outcome.kind !== 'skipped') throw new Error(`the outcome was ${outcome.kind}`)
  expect(outcome.reason).toMatch(/^the budget was over after the first inference, of .* s$/)
  expect(outcome).toMatchObject({ atLeast: true, stuck: false })
  expect(outcome.estimate).toBeGreaterThan(0)
  expect(outcome.device?.name).toBe('plain JavaScript')
})

test.each([
  ['webgpu', 'this browser has no WebGPU, or not on this page (it needs https or localhost)'],
  ['webgl', 'this browser gives no WebGL 2 context'],
] as const)('%s is absent where there is none, with the reason', async (backend, reason) => {
  expect(await perform({ ...latency, backend }, platform)).toEqual({ kind: 'absent', reason })
})

test('without weights they are random: nothing is read, and nothing counts as download', async () => {
  const { weights: _, ...random } = latency
  const outcome = await perform(random, { read: (url) => Promise.reject(new Error(`${url} was asked for`)) })
  expect(outcome).toMatchObject({ kind: 'latency', latency: { download: 0 } })
})

test('weights that are missing', async () => {
  const missing = reading(() => Promise.reject(new Error('lenet5.safetensors could not be fetched: 404 Not Found')))
  await expect(perform(latency, missing)).rejects.toThrow('could not be fetched: 404')
})

test('weights that are cut off', async () => {
  const half = reading(async () => {
    const whole = await readFile(new URL('../../../trained/files/lenet5-cifar10.safetensors', import.meta.url))
    return whole.subarray(0, whole.length / 2)
  })
  await expect(perform(latency, half)).rejects.toThrow(/^the file is cut off: tensor '.*' ends at byte/)
})

test('weights of another network', async () => {
  const other = reading(() => readFile(new URL('../../../trained/files/resnet20.safetensors', import.meta.url)))
  await expect(perform(latency, other)).rejects.toThrow("the weights do not fit network 'lenet5-cifar10'")
})

test('test images that are cut off', async () => {
  const half: Platform = {
    read: (url) => (url === 'test.bin' ? Promise.resolve(images.subarray(0, 5000)) : readFile(new URL(url))),
  }
  await expect(perform(accuracy, half)).rejects.toThrow(
    'test.bin has 5000 bytes, which is no whole number of records of 3073',
  )
})

const prediction: PredictTask = {
  ...latency,
  kind: 'predict',
  options: { channels: 3 },
  weights,
  images: 'pictures',
  batch: 2,
}
const pictures = (bytes: Uint8Array): Platform => ({
  read: (url) => (url === 'pictures' ? Promise.resolve(bytes) : readFile(new URL(url))),
})

test('prediction: logits and a time for each picture, from bytes that start anywhere', async () => {
  // Two and one, the last one another picture.
  const bytes = new Uint8Array(3 * 32 * 32 * 3 * 4 + 1)
  bytes.set(new Uint8Array(new Float32Array(32 * 32 * 3).fill(1).buffer), 1 + 2 * 32 * 32 * 3 * 4)
  const outcome = await perform(prediction, pictures(bytes.subarray(1)))
  if (outcome.kind !== 'predict') throw new Error(`the outcome was ${outcome.kind}`)
  expect(outcome.logits.map((logits) => logits.length)).toEqual([10, 10, 10])
  expect(outcome.logits[0]).toEqual(outcome.logits[1])
  expect(outcome.logits[2]).not.toEqual(outcome.logits[0])
  expect(outcome.milliseconds.length).toBe(3)
})

test('pictures of another size', async () => {
  await expect(perform(prediction, pictures(new Uint8Array(100)))).rejects.toThrow(
    '100 bytes of pictures are no whole number of 32×32×3',
  )
})

test('pictures that give no number', async () => {
  const nan = new Uint8Array(new Float32Array(32 * 32 * 3).fill(NaN).buffer)
  await expect(perform(prediction, pictures(nan))).rejects.toThrow('logits of picture 1 are no finite numbers')
})

test('a network that does not exist', async () => {
  await expect(perform({ ...latency, network: 'resnet5' }, platform)).rejects.toThrow(
    "there is no network 'resnet5' to measure",
  )
})

test('a network of one’s own is measured from its graph, with logits for the first images', async () => {
  const image = input([32, 32, 3])
  const logits = dense(flatten(relu(conv(image, 'conv', { filters: 4, kernel: 3 }))), 'fc', { units: 7 })
  const own = toJSON(network('mine', { logits }))
  const { weights: _none, ...random } = latency
  const outcome = await perform({ ...random, network: 'mine', graph: own, data: 'test.bin' }, platform)
  if (outcome.kind !== 'latency') throw new Error(`the outcome was ${outcome.kind}`)
  expect(outcome.answers!.logits).toHaveLength(7 * outcome.answers!.images)
  const headless = toJSON(network('mine', { features: logits }))
  await expect(perform({ ...random, graph: headless }, platform)).rejects.toThrow(
    "network 'mine' has no output 'logits'; it has features",
  )
})
