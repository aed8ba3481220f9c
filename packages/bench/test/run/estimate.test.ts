import { expect, test } from 'vitest'
import { describeSubject, findSubject, shadersOf } from '../../src/run/subjects.ts'
import { estimate } from '../../src/run/estimate.ts'
import type { BackendId, Cell } from '@cnn/bench'
import { latency } from './fake-host.ts'

const cell = (macs: number, backend: BackendId, network = 'resnet20') => ({ network, macs, backend })

const measured = (
  network: string,
  macs: number,
  median: number,
  over: { setup?: number; first?: number } = {},
): Cell => ({
  ...describeSubject(findSubject(network)),
  macs,
  backend: 'wasm',
  status: 'measured',
  latency: latency(median, over).latency,
})

test('from one network, time grows with its work', () => {
  // 2 ms of set-up and five inferences of ten times 3 ms.
  expect(estimate(cell(1e9, 'wasm'), [measured('resnet20', 1e8, 3)])).toBeCloseTo(152)
})

test('from two networks, overhead is told from work', () => {
  // 10 ms of overhead and 1 ms for each 10 M.
  const known = [measured('lenet5-cifar10', 1e7, 11), measured('resnet20', 1e8, 20)]
  expect(estimate(cell(1e9, 'wasm'), known)).toBeCloseTo(2 + 5 * 110)
})

test('a larger network that was quicker does not make the next one instant', () => {
  const known = [measured('lenet5-cifar10', 1e7, 11), measured('resnet20', 1e8, 9)]
  expect(estimate(cell(1e9, 'wasm'), known)).toBeCloseTo(2 + 5 * 9)
})

test('networks of equal or like work do not tell how time grows', () => {
  // As by the first rule: ten times the work of 20 ms.
  for (const macs of [1e8, 0.9e8]) {
    const known = [measured('resnet20', 1e8, 20), measured('plain20', macs, 19)]
    expect(estimate(cell(1e9, 'wasm'), known)).toBeCloseTo(2 + 5 * 200)
    expect(estimate(cell(1e9, 'wasm'), [...known, measured('lenet5-cifar10', 1e7, 11)])).toBeCloseTo(2 + 5 * 110)
  }
})

test('set-up and the compiling of shaders count once', () => {
  expect(estimate(cell(1e8, 'wasm'), [measured('resnet20', 1e8, 3, { setup: 100, first: 1003 })])).toBeCloseTo(
    100 + 1000 + 15,
  )
})

test('a network that was tried and too slow tells of larger ones', () => {
  const slow: Cell = {
    ...describeSubject(findSubject('alexnet')),
    macs: 1e9,
    backend: 'wasm',
    status: 'skipped',
    estimate: 60_000,
  }
  expect(estimate(cell(4e9, 'wasm'), [slow])).toBeCloseTo(240_000)
  // Of like work, and of less: a network of 121 layers and one of 8 may have the same work.
  expect(estimate(cell(2e9, 'wasm'), [slow])).toBeUndefined()
  expect(estimate(cell(0.5e9, 'wasm'), [slow])).toBeUndefined()
})

test('nothing is told of a backend that was not measured, nor by one small network of one far larger', () => {
  const known = [measured('lenet5-cifar10', 1e6, 3)]
  expect(estimate(cell(1e7, 'webgl'), known)).toBeUndefined()
  expect(estimate(cell(2e7, 'wasm'), known)).toBeUndefined()
})

test('on a GPU, shaders are compiled one by one: a network of many different layers takes longer to begin', () => {
  const on = (network: string, first: number): Cell => ({
    ...measured(network, 1e7, 0, { setup: 0, first }),
    backend: 'webgl',
  })
  // LeNet-5: the image, 2 convolutions, 2 poolings, 3 dense layers with 4 activations in all, and a flattening.
  expect(shadersOf('lenet5-cifar10')).toBe(13)
  const known = [on('lenet5-cifar10', 1300), on('lenet5-cifar10', 1300)]
  const dense = estimate(cell(1e7, 'webgl', 'densenet121-small'), known)!
  expect(dense).toBeCloseTo(100 * shadersOf('densenet121-small'))
  expect(shadersOf('densenet121-small')).toBeGreaterThan(4 * shadersOf('resnet56'))
  // The first network alone has the start of the renderer in it.
  expect(estimate(cell(1e7, 'webgl', 'densenet121-small'), known.slice(1))).toBeCloseTo(dense / 3)
})
