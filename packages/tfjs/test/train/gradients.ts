/**
 * @file The gradients of every operation against central differences of the plain reference, which computes in doubles:
 * with steps of 1e-5 their error is about 1e-10, so all that is seen is float32 in the gradients.
 */

import { conv, input, rewrite, scaleShift, weights, type FeatureMap, type Network, type Weights } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { memory, setBackend, tensor, tensor4d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { forward } from '../../src/train/pass.ts'
import { place, read } from '../../src/train/placed.ts'
import { unfused } from '../../src/train/unfused.ts'
import { cases } from '../cases.ts'
import { expectClose } from '../close.ts'
import { runReference } from '../reference.ts'

// Public API

/** One suite for each backend, which has to be registered. */
export function gradients(backend: string, tolerance: number): void {
  describe(`gradients on ${backend}`, () => {
    beforeAll(async () => {
      expect(await setBackend(backend)).toBe(true)
    })

    test.each(Object.entries(cases))('%s', async (_, net) => {
      await expectGradients(withoutModes(net), tolerance)
    })
  })
}

// Implementation

/** Batch norm and dropout are something else in training, and have tests of their own. */
const withoutModes = (net: Network): Network =>
  rewrite(net, (node, [x]) =>
    node.kind === 'dropout' ? x! : node.kind === 'batchNorm' ? scaleShift(x!, node.name!) : undefined,
  )

async function expectGradients(net: Network, tolerance: number): Promise<void> {
  const own = hashedWeights(net)
  const image = hashedImage(net.input.shape).data
  // The loss is a sum of all outputs with these factors.
  const factors = Object.fromEntries(
    Object.entries(net.outputs).map(([name, { shape }]) => [
      name,
      hashedImage([...shape, 1, 1].slice(0, 3) as unknown as FeatureMap).data,
    ]),
  )
  const found = await backwards(net, own, image, factors)

  const loss = (varied: Weights, pixels: ArrayLike<number>) =>
    Object.entries(runReference(net, varied, pixels)).reduce(
      (sum, [name, values]) => sum + values.reduce((part, value, i) => part + value * factors[name]![i]!, 0),
      0,
    )
  const doubles = (name: string, data: Float64Array): Weights =>
    new Map([...own, [name, { shape: own.get(name)!.shape, data: data as never }]])
  for (const { name } of weights(net))
    expectClose(
      found.get(name)!,
      differences(own.get(name)!.data, (data) => loss(doubles(name, data), image)),
      tolerance,
    )
  expectClose(
    found.get(pixels)!,
    differences(image, (data) => loss(own, data)),
    tolerance,
  )
}

/** By every parameter, and under the name `pixels` by the image. */
async function backwards(
  net: Network,
  own: Weights,
  image: Float32Array,
  factors: Readonly<Record<string, Float32Array>>,
): Promise<Map<string, Float32Array>> {
  const [height, width, channels] = net.input.shape
  // No gradient goes to an image; but to the weights of a 1×1 convolution of one-hot pixels, which are the image.
  const area = height * width
  const learnt = unfused(
    rewrite(net, (node) =>
      node.kind === 'input'
        ? conv(input([height, width, area]), 'pixels', { filters: channels, kernel: 1, bias: false })
        : undefined,
    ),
  )
  const data = Float32Array.from(image, (_, i) => image[(i % area) * channels + Math.floor(i / area)]!)
  const owned = weights(learnt)
  const before = memory().numTensors
  const placed = place(owned, new Map([...own, [pixels, { shape: [channels, area, 1, 1], data }]]))
  const hot = tensor4d(
    Float32Array.from({ length: area ** 2 }, (_, i) => (i % (area + 1) === 0 ? 1 : 0)),
    [1, height, width, area],
  )
  const pass = forward({ net: learnt, still: new Set() }, placed, hot, () => () => 0)
  const from = Object.fromEntries(
    Object.entries(factors).map(([name, values]) => [name, tensor(values, pass.outputs[name]!.shape)]),
  )
  const result = pass.backward(from)
  pass.dispose()
  const numbers = await read(owned, result)
  for (const tensors of [[...placed.values()], Object.values(from), [...result.values()], [hot]])
    for (const one of tensors) one.dispose()
  expect(memory().numTensors).toBe(before)

  const turned = numbers.get(pixels)!.data
  const back = Float32Array.from(turned, (_, i) => turned[(i % channels) * area + Math.floor(i / channels)]!)
  return new Map([...[...numbers].map(([name, one]) => [name, one.data] as const), [pixels, back]])
}

const pixels = 'pixels.weight'

function differences(at: Float32Array, loss: (data: Float64Array) => number): number[] {
  const step = 1e-5
  return Array.from(at, (value, i) => {
    const moved = (by: number) => loss(Float64Array.from(at, (other, j) => (i === j ? value + by : other)))
    return (moved(step) - moved(-step)) / (2 * step)
  })
}
