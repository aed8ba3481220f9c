/** @file The gradients of convolutions against the kernels of tfjs's CPU backend, over random windows. */

import '@tensorflow/tfjs-backend-cpu'
import {
  concat,
  engine,
  setBackend,
  slice,
  sum,
  tensor4d,
  type NamedAttrMap,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { conv, input, uniform, type ConvAttrs, type FeatureMap } from '@cnn/shapes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conv as trained } from '../../src/train/ops/conv.ts'
import { expectClose } from '../close.ts'
import '../wasm.ts'

interface Case {
  readonly batch: number
  readonly shape: FeatureMap
  readonly attrs: ConvAttrs
  readonly output: FeatureMap
}

const pair = (max: number, min = 1) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }))

/**
 * Strides or dilations, since tfjs has no convolution with both; padding on each side, and wider than the kernel too.
 */
const convolution: fc.Arbitrary<Case> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    size: pair(11, 7),
    groups: fc.constantFrom(1, 1, 2, 3),
    channels: fc.integer({ min: 1, max: 3 }),
    filters: fc.integer({ min: 1, max: 3 }),
    kernel: pair(4),
    steps: fc.record({ stride: pair(3), dilation: pair(2), strided: fc.boolean() }),
    pad: fc.tuple(...Array.from({ length: 4 }, () => fc.nat({ max: 3 }))) as unknown as fc.Arbitrary<
      readonly [number, number, number, number]
    >,
  })
  .map(({ batch, size, groups, channels, filters, kernel, steps: { stride, dilation, strided }, pad }) => {
    const shape: FeatureMap = [...size, channels * groups]
    const options = { filters: filters * groups, groups, kernel, pad, ...(strided ? { stride } : { dilation }) }
    const node = conv(input(shape), 'c', options)
    return { batch, shape, attrs: node.attrs as ConvAttrs, output: node.shape }
  })

test.each(['cpu', 'wasm'])('on %s', async (backend) => {
  await fc.assert(
    fc.asyncProperty(convolution, async (one) => {
      const [found, expected] = [await run(backend, one, ours), await run('cpu', one, byKernels)]
      for (const [i, values] of found.entries()) expectClose(values, expected[i]!, 1e-5)
    }),
    { numRuns: 150, seed: 4 },
  )
})

type Gradients = (x: Tensor4D, filter: Tensor4D, dy: Tensor4D, one: Case) => readonly Tensor[]

/** By the input, by the filter and by the bias, of values from a hash. */
async function run(backend: string, one: Case, gradients: Gradients): Promise<Float32Array[]> {
  expect(await setBackend(backend)).toBe(true)
  const { batch, shape, attrs, output } = one
  const filled = (stream: string, dimensions: readonly [number, number, number, number]) => {
    const u = uniform(stream)
    return tensor4d(
      Float32Array.from({ length: dimensions.reduce((a, b) => a * b) }, (_, i) => 2 * u(i) - 1),
      [...dimensions],
    )
  }
  const inputs = [
    filled('x', [batch, ...shape]),
    filled('filter', [...attrs.kernel, shape[2] / attrs.groups, attrs.filters]),
    filled('dy', [batch, ...output]),
  ] as const
  const found = gradients(...inputs, one)
  const numbers = await Promise.all(found.map((tensor) => tensor.data<'float32'>()))
  for (const tensor of [...inputs, ...found]) tensor.dispose()
  return numbers
}

const ours: Gradients = (x, filter, dy, { shape, attrs, output }) => {
  // Only that there is a bias matters.
  const bias = dy
  const seen = {
    inputs: [x],
    own: [filter, bias],
    y: dy,
    kept: [],
    attrs,
    shapes: { input: shape, output },
    wanted: true,
  }
  const { inputs, own } = trained.backward(dy, seen)
  return [inputs[0]!, ...own!]
}

/**
 * Groups by loops over slices; dilation by a larger kernel with zeros between, of whose gradient each dilated position
 * is taken.
 */
const byKernels: Gradients = (x, filter, dy, { shape, attrs: { stride, dilation, pad, kernel, groups, filters } }) => {
  const [down, across] = dilation
  const [rows, columns] = [down * (kernel[0] - 1) + 1, across * (kernel[1] - 1) + 1]
  const each = shape[2] / groups
  const some = filters / groups
  const wide = new Float32Array(rows * columns * each * filters)
  const values = filter.dataSync()
  const place = (ky: number, kx: number, rest: number) => (ky * down * columns + kx * across) * each * filters + rest
  const positions = Array.from(values, (_, i) => {
    const [tap, rest] = [Math.floor(i / (each * filters)), i % (each * filters)]
    return place(Math.floor(tap / kernel[1]), tap % kernel[1], rest)
  })
  for (const [i, at] of positions.entries()) wide[at] = values[i]!
  const large = tensor4d(wide, [rows, columns, each, filters])
  const attrs = {
    strides: [...stride],
    pad: [
      [0, 0],
      [pad[0], pad[2]],
      [pad[3], pad[1]],
      [0, 0],
    ],
    dataFormat: 'NHWC',
    dimRoundingMode: undefined,
  }
  const kernels = (name: string, inputs: Record<string, Tensor>, more: object) =>
    engine().runKernel<Tensor4D>(name, inputs, { ...attrs, ...more } as unknown as NamedAttrMap)
  const groupsOf = Array.from({ length: groups }, (_, g) => {
    const [part, slope, weights] = [
      slice(x, [0, 0, 0, g * each], [-1, -1, -1, each]),
      slice(dy, [0, 0, 0, g * some], [-1, -1, -1, some]),
      slice(large, [0, 0, 0, g * some], [-1, -1, -1, some]),
    ]
    return {
      dx: kernels('Conv2DBackpropInput', { dy: slope, filter: weights }, { inputShape: part.shape }),
      dFilter: kernels('Conv2DBackpropFilter', { x: part, dy: slope }, { filterShape: weights.shape }),
    }
  })
  const dFilter = concat(
    groupsOf.map((one) => one.dFilter),
    3,
  ).dataSync()
  const taken = Float32Array.from(positions, (at) => dFilter[at]!)
  return [
    concat(
      groupsOf.map((one) => one.dx),
      3,
    ),
    tensor4d(taken, filter.shape),
    sum(dy, [0, 1, 2]),
  ]
}
