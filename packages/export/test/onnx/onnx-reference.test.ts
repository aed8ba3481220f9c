/** @file Every operation and option, and random networks, against plain loops. */

import * as runtime from 'onnxruntime-node'
import { elements, fuse, type Filled, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { writeOnnx } from '@cnn/export'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cases } from '../../../tfjs/test/cases.ts'
import { expectClose } from '../../../tfjs/test/close.ts'
import { randomNetwork } from '../../../tfjs/test/random-network.ts'
import { runReference } from '../../../tfjs/test/reference.ts'
import { runOnnx } from '../onnxruntime.ts'

describe.each([true, false])('folded: %s', (folded) => {
  test.each(Object.entries(cases))('%s', async (_, net) => {
    await expectReference(net, folded)
  })

  test('random networks', async () => {
    await fc.assert(
      fc.asyncProperty(randomNetwork, (net) => expectReference(net, folded)),
      { numRuns: 100, seed: 1 },
    )
  })
})

async function expectReference(net: Network, folded: boolean): Promise<void> {
  const filled: Filled = { net, weights: hashedWeights(net) }
  const expected = runReference(net, filled.weights, hashedImage(net.input.shape).data)
  const found = await runOnnx(runtime, writeOnnx(folded ? fuse(filled) : filled), net)
  expect(Object.keys(found)).toEqual(Object.keys(expected))
  for (const [name, values] of Object.entries(expected)) {
    expect(found[name]).toHaveLength(elements(net.outputs[name]!.shape))
    expectClose(found[name]!, values, 1e-4)
  }
}
