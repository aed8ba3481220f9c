/**
 * @file Every operation and option, random networks, and one network of each family in LiteRT.js, on WASM in a browser.
 */

import { dropout, elements, flatten, fuse, input, network, relu, type Filled, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { withPreprocessing, writeTflite } from '@cnn/export'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { cases } from '../../tfjs/test/cases.ts'
import { expectClose } from '../../tfjs/test/close.ts'
import { randomNetwork } from '../../tfjs/test/random-network.ts'
import { runReference } from '../../tfjs/test/reference.ts'
import { families, filledGolden } from './goldens.ts'
import { logitsFor, modes, pixels, plain } from './keras-modes.ts'
import { runLitert, startLitert } from './litert.ts'

beforeAll(startLitert)

test.each(Object.entries(cases))('%s', async (_, net) => {
  await expectReference(net, true)
  await expectReference(net, false)
})

test('random networks', async () => {
  await fc.assert(
    fc.asyncProperty(randomNetwork, (net) => expectReference(net, true)),
    { numRuns: 100, seed: 1 },
  )
})

test.each(families)("%s gives PyTorch's logits", async (_, golden) => {
  const filled = filledGolden(golden, true)
  const found = await runLitert(writeTflite(filled), filled.net)
  expect(Object.keys(found)).toEqual(Object.keys(golden.outputs))
  for (const [name, expected] of Object.entries(golden.outputs)) expectClose(found[name]!, expected, 1e-4)
})

test.each(Object.entries(modes))(
  "Keras's mode %s as first operations: a picture's bytes are taken",
  async (_, mode) => {
    const whole = withPreprocessing(plain, mode.steps)
    for (const { net, weights } of [whole, fuse(whole)]) {
      const { logits } = await runLitert(writeTflite({ net, weights }), net, Float32Array.from(pixels))
      expectClose(logits!, logitsFor(mode), 1e-4)
    }
  },
)

test('outputs that are one value, a dropout or the input itself', async () => {
  const x = input([2, 3, 2])
  const y = relu(x)
  const net = network('same', { a: y, b: y, dropped: dropout(y), given: x, row: flatten(x) })
  const found = await runLitert(writeTflite({ net, weights: new Map() }), net)
  const image = hashedImage(x.shape).data
  const positive = image.map((value) => Math.max(0, value))
  expect(found).toMatchObject({ a: positive, b: positive, dropped: positive, given: image })
  expect(Object.keys(found)).toEqual(['a', 'b', 'dropped', 'given', 'row'])
})

async function expectReference(net: Network, folded: boolean): Promise<void> {
  const filled: Filled = { net, weights: hashedWeights(net) }
  const expected = runReference(net, filled.weights, hashedImage(net.input.shape).data)
  const found = await runLitert(writeTflite(folded ? fuse(filled) : filled), net)
  expect(Object.keys(found)).toEqual(Object.keys(expected))
  for (const [name, values] of Object.entries(expected)) {
    expect(found[name]).toHaveLength(elements(net.outputs[name]!.shape))
    expectClose(found[name]!, values, 1e-4)
  }
}
