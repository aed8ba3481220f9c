/** @file What a run skips without a try, and what it never does. */

import { expect, test } from 'vitest'
import { succeeded, tooLate } from '@cnn/bench'
import { cellOf, device, plan, quick, runFake } from './fake-host.ts'

test('a network that would outrun its budget is skipped unasked, with its estimate and what that is made of', async () => {
  const { results, tasks } = await runFake(
    plan({ networks: ['lenet5-cifar10', 'resnet20', 'vgg16'], backends: ['cpu'], data: null }),
    quick,
  )
  // 15.47 G at 4 ms a million is 62 s an inference; a cell takes five and 2 ms of set-up.
  const skipped = cellOf(results, 'vgg16', 'cpu')
  expect(skipped.status).toBe('skipped')
  expect(skipped.estimate! / 1000).toBeCloseTo(5 * 61.95, 0)
  expect(skipped.reason).toBe(
    'would not end in the budget of 10 s a cell, by what lenet5-cifar10 and resnet20 took there',
  )
  expect(skipped.estimatedFrom).toEqual(['lenet5-cifar10', 'resnet20'])
  expect(skipped.device).toEqual(device)
  expect(tasks.map(({ network }) => network)).toEqual(['lenet5-cifar10', 'resnet20'])
  expect(succeeded(results)).toBe(true)
})

/** Two networks whose first inference outlasts the budget, and one with more layers and more work than both. */
const hopeless = (software: boolean) =>
  runFake(
    plan({ networks: ['alexnet-small', 'vgg16-bn-small', 'resnet50'], backends: ['webgpu'], data: null }),
    () => ({
      kind: 'skipped',
      device: { name: 'an adapter', software },
      reason: 'the budget was over after the first inference, of 6.0 s',
      estimate: 20_000,
      atLeast: true,
      stuck: false,
    }),
  )

test('a software renderer that was too slow for a network is not tried with larger ones', async () => {
  const { results, tasks } = await hopeless(true)
  expect(tasks.map(({ network }) => network)).toEqual(['alexnet-small'])
  expect(cellOf(results, 'alexnet-small', 'webgpu')).toMatchObject({ status: 'skipped', atLeast: true })
  for (const network of ['vgg16-bn-small', 'resnet50'])
    expect(cellOf(results, network, 'webgpu')).toMatchObject({
      status: 'skipped',
      reason: 'would not end in the budget of 5 s a cell on a software renderer, by what alexnet-small took there',
      estimatedFrom: ['alexnet-small'],
    })
  expect(succeeded(results)).toBe(true)
})

test('a GPU is tried with every network, however slow it was with others', async () => {
  const { results, tasks } = await hopeless(false)
  expect(tasks.map(({ network }) => network)).toEqual(['alexnet-small', 'vgg16-bn-small', 'resnet50'])
  expect(cellOf(results, 'resnet50', 'webgpu').estimatedFrom).toBeUndefined()
  // Where networks were measured, too: 62 s an inference are no reason without a try.
  const { tasks: measured } = await runFake(
    plan({ networks: ['lenet5-cifar10', 'resnet20', 'vgg16'], backends: ['webgl'], data: null }),
    (task) => (task.network === 'vgg16' ? tooLate(30) : quick(task)),
  )
  expect(measured.map(({ network }) => network)).toEqual(['lenet5-cifar10', 'resnet20', 'vgg16'])
})

test('a GPU that is ended by force with a network that was expected to take long did not hang', async () => {
  const { results } = await runFake(
    plan({ networks: ['lenet5-cifar10', 'resnet20', 'vgg16'], backends: ['webgl'], data: null }),
    (task) => (task.network === 'vgg16' ? tooLate(30) : quick(task)),
  )
  expect(cellOf(results, 'vgg16', 'webgl')).toMatchObject({ status: 'skipped', reason: 'did not end within 30 s' })
})
