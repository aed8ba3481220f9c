import { expect, test } from 'vitest'
import { succeeded, tooLate } from '@cnn/bench'
import { cellOf, latency, plan, quick, runFake } from './fake-host.ts'

test('every cell is measured, and results come in the order that was asked for', async () => {
  const { results } = await runFake(plan({ networks: ['resnet20', 'lenet5-cifar10'] }), quick)
  expect(results.complete).toBe(true)
  expect(results.cells.map(({ network, backend, status }) => [network, backend, status])).toEqual([
    ['resnet20', 'wasm', 'measured'],
    ['resnet20', 'webgl', 'measured'],
    ['lenet5-cifar10', 'wasm', 'measured'],
    ['lenet5-cifar10', 'webgl', 'measured'],
  ])
  expect(succeeded(results)).toBe(true)
})

test('the cells hold the exact figures of their networks', async () => {
  const { results } = await runFake(plan(), quick)
  expect(cellOf(results, 'resnet20', 'wasm')).toMatchObject({
    parameters: 269_722,
    macs: 40_551_040,
    input: [32, 32, 3],
    suite: 'cifar10',
  })
})

test('small networks go first, and the seed decides the order of the backends', async () => {
  const order = async (seed: number) => {
    const { tasks } = await runFake(
      plan({
        networks: ['resnet20', 'lenet5-cifar10'],
        backends: ['wasm', 'webgl', 'webgpu', 'cpu'],
        data: null,
        seed,
      }),
      quick,
    )
    return tasks.map((task) => `${task.network} ${task.backend}`)
  }
  const one = await order(1)
  expect(one.slice(0, 4).every((task) => task.startsWith('lenet5-cifar10'))).toBe(true)
  expect(await order(1)).toEqual(one)
  const orders = await Promise.all([2, 3, 4, 5].map(order))
  expect(orders.some((other) => other.join() !== one.join())).toBe(true)
})

test('a cell that fails says why; the others go on', async () => {
  const { results } = await runFake(plan({ data: null }), (task) =>
    task.network === 'resnet20' && task.backend === 'webgl' ? new Error('the GPU process crashed') : quick(task),
  )
  expect(cellOf(results, 'resnet20', 'webgl')).toMatchObject({ status: 'failed', reason: 'the GPU process crashed' })
  expect(cellOf(results, 'resnet20', 'wasm').status).toBe('measured')
  expect(results.complete).toBe(true)
  expect(succeeded(results)).toBe(false)
})

test('a cell that hangs has failed, and says nothing of the larger networks', async () => {
  const { results } = await runFake(plan({ backends: ['wasm'], data: null }), (task) =>
    task.network === 'lenet5-cifar10' ? tooLate(30) : quick(task),
  )
  expect(cellOf(results, 'lenet5-cifar10', 'wasm')).toMatchObject({
    status: 'failed',
    reason: 'it hung: it did not end within 30 s',
  })
  expect(cellOf(results, 'lenet5-cifar10', 'wasm').estimate).toBeUndefined()
  expect(cellOf(results, 'resnet20', 'wasm').status).toBe('measured')
  expect(succeeded(results)).toBe(false)
})

test('a network that may well need longer than it had is skipped', async () => {
  // 15.47 G in 30 s would be 516 M a second, which few phones do.
  const { results } = await runFake(plan({ networks: ['vgg16'], backends: ['cpu'], data: null }), () => tooLate(30))
  expect(cellOf(results, 'vgg16', 'cpu')).toMatchObject({
    status: 'skipped',
    reason: 'did not end within 30 s',
    estimate: 30_000,
    atLeast: true,
  })
  expect(succeeded(results)).toBe(true)
})

test('what the host knows of a task that was ended by force counts for more than estimates', async () => {
  const { results } = await runFake(plan({ data: null }), (task) =>
    task.network === 'lenet5-cifar10' ? quick(task) : { ...tooLate(30), stuck: task.backend === 'webgl' },
  )
  expect(cellOf(results, 'resnet20', 'webgl')).toMatchObject({ status: 'failed' })
  expect(cellOf(results, 'resnet20', 'wasm')).toMatchObject({ status: 'skipped', reason: 'did not end within 30 s' })
})

test('a software renderer takes longer than any estimate to compile shaders, which is no hang', async () => {
  const { results } = await runFake(plan({ backends: ['webgl'], data: null }), (task) =>
    task.network === 'lenet5-cifar10'
      ? { ...latency(1), device: { name: 'SwiftShader', software: true } }
      : tooLate(30),
  )
  expect(cellOf(results, 'resnet20', 'webgl')).toMatchObject({ status: 'skipped', reason: 'did not end within 30 s' })
  expect(succeeded(results)).toBe(true)
})

test('an accuracy that hangs has failed', async () => {
  const { results } = await runFake(plan({ networks: ['resnet20'], backends: ['wasm'] }), (task) =>
    task.kind === 'accuracy' ? tooLate(30) : quick(task),
  )
  expect(cellOf(results, 'resnet20', 'wasm')).toMatchObject({
    accuracyStatus: 'failed',
    accuracyReason: 'it hung: it did not end within 30 s',
  })
  expect(succeeded(results)).toBe(false)
})

test('a reason is kept in so far as anybody would read it', async () => {
  const { results } = await runFake(
    plan({ networks: ['resnet20'], backends: ['wasm'], data: null }),
    () => new Error('x'.repeat(100_000)),
  )
  expect(cellOf(results, 'resnet20', 'wasm').reason).toHaveLength(1001)
})

test.each([
  ["Cannot find module '/home/ada/project/engine.js'", "Cannot find module 'engine.js'"],
  ['at file:///home/ada/project/model.js:3:5', 'at model.js:3:5'],
  ['C:\\Users\\ada\\chrome.exe did not start', 'chrome.exe did not start'],
  [
    'http://127.0.0.1:8080/data/cifar10/test.bin is not there',
    'http://127.0.0.1:8080/data/cifar10/test.bin is not there',
  ],
  ['1/2 of 32×32 images a/b/c', '1/2 of 32×32 images a/b/c'],
])('a reason tells nothing of the machine: %s', async (message, told) => {
  const { results } = await runFake(
    plan({ networks: ['resnet20'], backends: ['wasm'], data: null }),
    () => new Error(message),
  )
  expect(cellOf(results, 'resnet20', 'wasm').reason).toBe(told)
})

test('a backend that is absent is asked for once', async () => {
  const { results, tasks } = await runFake(plan({ data: null }), (task) =>
    task.backend === 'webgl' ? { kind: 'absent', reason: 'no WebGL 2' } : quick(task),
  )
  expect(tasks.filter(({ backend }) => backend === 'webgl')).toHaveLength(1)
  for (const network of ['lenet5-cifar10', 'resnet20'])
    expect(cellOf(results, network, 'webgl')).toMatchObject({ status: 'absent', reason: 'no WebGL 2' })
  expect(succeeded(results)).toBe(true)
})

test('results are handed out after every step', async () => {
  const { saved } = await runFake(plan({ data: null }), quick)
  expect(saved.map(({ cells, complete }) => [cells.length, complete])).toEqual([
    [1, false],
    [2, false],
    [3, false],
    [4, false],
    [4, true],
  ])
})

test('a run that is stopped keeps what was measured before, and not the step under way', async () => {
  const { results } = await runFake(
    plan({ data: null }),
    (task, count) => (count === 3 ? new Error('killed') : quick(task)),
    (tasks) => tasks.length === 3,
  )
  expect(results.complete).toBe(false)
  expect(results.cells.map(({ status }) => status)).toEqual(['measured', 'measured'])
})

test('an unknown network is refused before anything is measured', async () => {
  await expect(runFake(plan({ networks: ['resnet5'] }), quick)).rejects.toThrow(
    "there is no network 'resnet5' to measure; there are lenet5, lenet5-modern,",
  )
})
