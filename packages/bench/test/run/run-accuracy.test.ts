import { expect, test } from 'vitest'
import { succeeded, type Plan, type Task } from '@cnn/bench'
import { answered, cellOf, classified, latency, plan, quick, runFake } from './fake-host.ts'

/** WebGL calls the third image otherwise, by logits that differ by so much. */
const third = (task: Task, shift: number) => {
  if (task.kind === 'accuracy') return classified([0, 1, 1, 0], [0, 1, 1, 1])
  return task.backend === 'wasm' ? answered(40, [0, 1, 1]) : answered(160, [0, 1, 1], shift)
}
const one = (over: Partial<Plan> = {}) => plan({ networks: ['resnet20'], backends: ['webgl', 'wasm'], ...over })

test('the quickest backend classifies all images; the other one has to agree with it', async () => {
  const { results, tasks } = await runFake(one(), (task) => third(task, 0.0004))
  expect(tasks.filter(({ kind }) => kind === 'accuracy').map(({ backend }) => backend)).toEqual(['wasm'])
  expect(cellOf(results, 'resnet20', 'wasm').accuracy).toMatchObject({
    images: 4,
    correct: 3,
    top1: 0.75,
    reference: 'wasm',
    labelsEqual: 1,
    logitDifference: 0,
  })
  const other = cellOf(results, 'resnet20', 'webgl')
  expect(other.accuracy).toBeUndefined()
  expect(other.accuracyStatus).toBe('measured')
  expect(other.agreement).toMatchObject({ reference: 'wasm', images: 3, equal: 3 })
  expect(other.agreement!.logitDifference).toBeCloseTo(0.0004)
  expect(succeeded(results)).toBe(true)
})

test('logits that differ by more than shaders round have failed, whatever the labels', async () => {
  const { results } = await runFake(one(), (task) => third(task, 0.0011))
  expect(cellOf(results, 'resnet20', 'webgl')).toMatchObject({
    status: 'measured',
    accuracyStatus: 'failed',
    accuracyReason:
      'it disagrees with wasm: 0 of 3 labels differ, and logits by up to 0.0011, ' +
      'where 0.0010 is the most that rounding explains',
  })
  expect(succeeded(results)).toBe(false)
})

test('WASM has to agree ten times as closely', async () => {
  const backends = ['cnn-wasm', 'wasm'] as const
  const answer = (task: Task) =>
    task.kind === 'accuracy' ? classified([0], [0]) : answered(1, [0], task.backend === 'wasm' ? 0.00011 : 0)
  const { results } = await runFake(one({ backends }), answer)
  expect(cellOf(results, 'resnet20', 'wasm').accuracyStatus).toBe('failed')
})

test('two classes of like logits are a tie, which either may win', async () => {
  const logits = [1, 1.0001]
  const { results } = await runFake(one(), (task) =>
    task.kind === 'accuracy'
      ? { ...classified([0], [0]), logits: [1.0001, 1] }
      : { ...latency(task.backend === 'wasm' ? 1 : 4), answers: { images: 1, logits } },
  )
  const { accuracyStatus, agreement } = cellOf(results, 'resnet20', 'webgl')
  expect(agreement).toMatchObject({ images: 1, equal: 0 })
  expect(accuracyStatus).toBe('measured')
})

test('@cnn/wasm classifies where it runs, even where something is quicker', async () => {
  const { tasks } = await runFake(one({ backends: ['webgpu', 'cnn-wasm'] }), (task) =>
    task.kind === 'accuracy' ? classified([0], [0]) : answered(task.backend === 'webgpu' ? 1 : 2, [0]),
  )
  expect(tasks.filter(({ kind }) => kind === 'accuracy').map(({ backend }) => backend)).toEqual(['cnn-wasm'])
})

test('the reference backend gets time for all images', async () => {
  const { tasks } = await runFake(plan({ networks: ['resnet20'] }), quick)
  const [reference, ...others] = tasks.filter(({ kind }) => kind === 'accuracy')
  // Four times 10,000 inferences of 40.6 ms.
  expect(reference!.budget).toBeCloseTo(1624, 0)
  expect(others).toEqual([])
})

test('a full run classifies all images on every backend, unless that takes more than an hour', async () => {
  const { results, tasks } = await runFake(plan({ networks: ['resnet20'], full: true }), (task) =>
    task.kind === 'latency' && task.backend === 'webgl' ? latency(361) : quick(task),
  )
  expect(tasks.filter(({ kind }) => kind === 'accuracy').map(({ backend }) => backend)).toEqual(['wasm'])
  expect(cellOf(results, 'resnet20', 'webgl')).toMatchObject({
    accuracyStatus: 'skipped',
    accuracyReason: '10000 images would take 1.0 h',
  })
  const { tasks: both } = await runFake(plan({ networks: ['resnet20'], full: true }), quick)
  expect(both.filter(({ kind }) => kind === 'accuracy').map(({ backend }) => backend)).toEqual(['wasm', 'webgl'])
})

test.each([
  [50, 10],
  [60, 1],
] as const)('a first inference of %i s: %i images at once, which end well before 75 s', async (s, batch) => {
  const { tasks } = await runFake(plan({ networks: ['resnet20'], backends: ['wasm'], budget: 10 }), (task) =>
    task.kind === 'latency' ? { ...latency(1), latency: { ...latency(1).latency, first: s * 1000 } } : quick(task),
  )
  expect(tasks.find(({ kind }) => kind === 'accuracy')).toMatchObject({ batch })
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
    ['resnet20', 'accuracy', 'resnet20.safetensors'],
    ['alexnet', 'latency', undefined],
  ])
})
