import { expect, test } from 'vitest'
import { succeeded } from '@cnn/bench'
import { cellOf, classified, latency, plan, quick, runFake } from './fake-host.ts'

test('the quickest backend classifies first and is the reference of the others', async () => {
  const { results, tasks } = await runFake(plan({ networks: ['resnet20'], backends: ['webgl', 'wasm'] }), (task) => {
    if (task.kind === 'latency') return quick(task)
    // WebGL calls the third image otherwise, and all its winning logits are higher by a quarter.
    return task.backend === 'wasm' ? classified([0, 1, 1, 0], [0, 1, 1, 1]) : classified([0, 1, 0], [0, 1, 1], 0.25)
  })
  expect(tasks.filter(({ kind }) => kind === 'accuracy').map(({ backend }) => backend)).toEqual(['wasm', 'webgl'])
  expect(cellOf(results, 'resnet20', 'wasm').accuracy).toMatchObject({
    images: 4,
    correct: 3,
    top1: 0.75,
    reference: 'wasm',
    labelsEqual: 1,
    logitDifference: 0,
  })
  expect(cellOf(results, 'resnet20', 'webgl').accuracy).toMatchObject({
    images: 3,
    correct: 2,
    reference: 'wasm',
    labelsEqual: 2 / 3,
    logitDifference: 1.25,
  })
})

test('the reference backend gets time for all images, the others to compile and a quarter of the budget', async () => {
  const { tasks } = await runFake(plan({ networks: ['resnet20'] }), quick)
  const [reference, other] = tasks.filter(({ kind }) => kind === 'accuracy')
  // Four times 10,000 inferences of 40.6 ms.
  expect(reference!.budget).toBeCloseTo(1624, 0)
  // The first inference took 162.4 ms.
  expect(other!.budget).toBeCloseTo(2.6624)
})

test.each([
  [1000, 10],
  [2000, 1],
] as const)('an inference of %i ms: %i images at once, which end well before they are ended', async (median, batch) => {
  const { tasks } = await runFake(plan({ networks: ['resnet20'] }), (task) =>
    task.kind === 'latency' && task.backend === 'webgl' ? latency(median) : quick(task),
  )
  expect(tasks.find(({ kind, backend }) => kind === 'accuracy' && backend === 'webgl')).toMatchObject({ batch })
})

test('where the reference fails, the next backend takes its place', async () => {
  const { results } = await runFake(plan({ networks: ['resnet20'] }), (task) =>
    task.kind === 'accuracy' && task.backend === 'wasm' ? new Error('out of memory') : quick(task),
  )
  expect(cellOf(results, 'resnet20', 'wasm')).toMatchObject({
    status: 'measured',
    accuracyStatus: 'failed',
    accuracyReason: 'out of memory',
  })
  expect(cellOf(results, 'resnet20', 'webgl').accuracy).toMatchObject({ reference: 'webgl' })
  expect(succeeded(results)).toBe(false)
})

test('networks with random weights are not asked to classify', async () => {
  const { results, tasks } = await runFake(plan({ networks: ['alexnet'], backends: ['wasm'] }), () => latency(50))
  expect(tasks.map(({ kind }) => kind)).toEqual(['latency'])
  expect(cellOf(results, 'alexnet', 'wasm')).toMatchObject({ weights: 'random', suite: 'imagenet' })
})

test('weights travel with every task of their network, and with no other', async () => {
  const { tasks } = await runFake(plan({ networks: ['resnet20', 'alexnet'], backends: ['wasm'] }), (task) =>
    task.kind === 'accuracy' ? classified([0], [0]) : latency(1),
  )
  expect(tasks.map((task) => [task.network, task.kind, task.weights])).toEqual([
    ['resnet20', 'latency', 'resnet20.safetensors'],
    ['alexnet', 'latency', undefined],
    ['resnet20', 'accuracy', 'resnet20.safetensors'],
  ])
})
