import { expect, test } from 'vitest'
import { describeSubject, findSubject, shadersOf } from '../../src/run/subjects.ts'
import { estimate as estimateOf } from '../../src/run/estimate.ts'
import type { BackendId, Cell } from '@cnn/bench'
import { latency } from './fake-host.ts'

const cell = (macs: number, backend: BackendId, network = 'resnet20') => {
  const { parameters } = describeSubject(findSubject(network))
  return { network, macs, backend, parameters }
}

/** Milliseconds. */
const estimate = (...of: Parameters<typeof estimateOf>) => estimateOf(...of)?.milliseconds

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

const skipped = (network: string, macs: number, estimated: number): Cell => ({
  ...describeSubject(findSubject(network)),
  macs,
  backend: 'webgl',
  status: 'skipped',
  estimate: estimated,
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

test('an estimate says which networks it is made of', () => {
  const known = [measured('lenet5-cifar10', 1e7, 11), measured('resnet20', 1e8, 20)]
  expect(estimateOf(cell(1e9, 'wasm'), known)!.from).toEqual(['lenet5-cifar10', 'resnet20'])
  expect(estimateOf(cell(2e8, 'wasm'), known.slice(1))!.from).toEqual(['resnet20'])
})

test('what was skipped without a try tells nothing', () => {
  const guess: Cell = { ...skipped('alexnet', 1e9, 60_000), backend: 'wasm', estimatedFrom: ['lenet5-cifar10'] }
  expect(estimate(cell(4e9, 'wasm'), [guess])).toBeUndefined()
})

test('on a processor, weights take their time to be placed and packed, of a network that is not far heavier', () => {
  // 100 ms and 20 ms for each million of weights; AlexNet has 61 of them and VGG-16 138.
  const of = (network: string, setup: number) => ({
    ...measured(network, 1e9, 0),
    latency: latency(0, { setup }).latency,
  })
  const weights = (network: string) => describeSubject(findSubject(network)).parameters / 1e6
  const like = (network: string) => of(network, 100 + 20 * weights(network))
  const known = [like('lenet5-cifar10'), like('alexnet')]
  expect(estimate(cell(1e9, 'wasm', 'vgg16'), known)).toBeCloseTo(100 + 20 * weights('vgg16'))
  expect(estimate(cell(1e9, 'wasm', 'resnet18'), known)).toBeCloseTo(100 + 20 * weights('resnet18'))
  // What two small ones differ by is noise, which VGG-16 would make minutes of.
  const small = [like('lenet5-cifar10'), of('resnet20', 400)]
  expect(estimate(cell(1e9, 'wasm', 'vgg16'), small)).toBeLessThan(1000)
})

test('a software renderer takes no less for more layers and more work', () => {
  const slow = { ...skipped('alexnet-small', 1e7, 7000), device: { name: 'SwiftShader', software: true } }
  expect(shadersOf('resnet56')).toBeGreaterThan(shadersOf('alexnet-small'))
  expect(estimateOf(cell(1e7, 'webgl', 'resnet56'), [slow])).toEqual({ milliseconds: 7000, from: ['alexnet-small'] })
  // The work alone, or the layers alone, may be what took so long.
  expect(estimate(cell(1e6, 'webgl', 'resnet56'), [slow])).toBeCloseTo(700)
  const half = shadersOf('lenet5-cifar10') / shadersOf('alexnet-small')
  expect(estimate(cell(1e8, 'webgl', 'lenet5-cifar10'), [slow])).toBeCloseTo(7000 * half)
})

test('a software renderer that was quick with one network tells least of one with many more layers', () => {
  const quick: Cell = {
    ...measured('lenet5-cifar10', 1e6, 100, { setup: 50, first: 1400 }),
    backend: 'webgpu',
    device: { name: 'SwiftShader', software: true },
  }
  // Of 1.3 s for 13 shaders a third is theirs; five inferences take at least as much longer as there are more layers.
  const shaders = shadersOf('alexnet-small')
  expect(estimate(cell(1e9, 'webgpu', 'alexnet-small'), [quick])).toBeCloseTo(
    50 + (100 * shaders) / 3 + (5 * 100 * shaders) / 13,
  )
  expect(estimate(cell(1e9, 'webgpu', 'alexnet-small'), [{ ...quick, device: { name: 'GPU', software: false } }])).toBe(
    undefined,
  )
})
