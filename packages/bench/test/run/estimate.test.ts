import { expect, test } from 'vitest'
import { describeSubject, findSubject } from '../../src/run/subjects.ts'
import { estimate } from '../../src/run/estimate.ts'
import type { Cell } from '@cnn/bench'
import { latency } from './fake-host.ts'

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
  expect(estimate(1e9, 'wasm', [measured('resnet20', 1e8, 3)])).toBeCloseTo(152)
})

test('from two networks, overhead is told from work', () => {
  // 10 ms of overhead and 1 ms for each 10 M.
  const known = [measured('lenet5-cifar10', 1e7, 11), measured('resnet20', 1e8, 20)]
  expect(estimate(1e9, 'wasm', known)).toBeCloseTo(2 + 5 * 110)
})

test('a larger network that was quicker does not make the next one instant', () => {
  const known = [measured('lenet5-cifar10', 1e7, 11), measured('resnet20', 1e8, 9)]
  expect(estimate(1e9, 'wasm', known)).toBeCloseTo(2 + 5 * 9)
})

test('networks of equal or like work do not tell how time grows', () => {
  // As by the first rule: ten times the work of 20 ms.
  for (const macs of [1e8, 0.9e8]) {
    const known = [measured('resnet20', 1e8, 20), measured('plain20', macs, 19)]
    expect(estimate(1e9, 'wasm', known)).toBeCloseTo(2 + 5 * 200)
    expect(estimate(1e9, 'wasm', [...known, measured('lenet5-cifar10', 1e7, 11)])).toBeCloseTo(2 + 5 * 110)
  }
})

test('set-up and the compiling of shaders count once', () => {
  expect(estimate(1e8, 'wasm', [measured('resnet20', 1e8, 3, { setup: 100, first: 1003 })])).toBeCloseTo(
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
  expect(estimate(4e9, 'wasm', [slow])).toBeCloseTo(240_000)
  // Of like work, and of less: a network of 121 layers and one of 8 may have the same work.
  expect(estimate(2e9, 'wasm', [slow])).toBeUndefined()
  expect(estimate(0.5e9, 'wasm', [slow])).toBeUndefined()
})

test('nothing is told of a backend that was not measured, nor by one small network of one far larger', () => {
  const known = [measured('lenet5-cifar10', 1e6, 3)]
  expect(estimate(1e7, 'webgl', known)).toBeUndefined()
  expect(estimate(2e7, 'wasm', known)).toBeUndefined()
})
