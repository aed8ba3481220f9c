/**
 * @file What holds in Node and in the browser: the small networks of every operation, random networks, PyTorch's
 * logits.
 */

import { elements, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createModel, type ModelOptions } from '@cnn/wasm'
import { cases } from '../../tfjs/test/cases.ts'
import { expectClose } from '../../tfjs/test/close.ts'
import { randomNetwork } from '../../tfjs/test/random-network.ts'
import { runReference } from '../../tfjs/test/reference.ts'

// Public API

export interface ContractOptions {
  /** Random networks to try. */
  readonly runs: number
  readonly model?: ModelOptions
}

export function contract({ runs, model: options = {} }: ContractOptions): void {
  describe(`with ${JSON.stringify(options)}`, () => {
    test.each(Object.entries(cases))('%s', async (_, net) => {
      await expectReference(net, options)
    })

    test('random networks', async () => {
      await fc.assert(
        fc.asyncProperty(randomNetwork, (net) => expectReference(net, options)),
        { numRuns: runs, seed: 1 },
      )
    })

    test('a batch of two gives what each image gives alone', async () => {
      const net = resnet20({ size: 8 })
      const model = await createModel(net, hashedWeights(net), options)
      const one = hashedImage(net.input.shape).data
      const two = one.map((value) => -value)
      const both = (await model.predict(Float32Array.of(...one, ...two)))['logits']!
      expectClose(both.slice(0, 10), (await model.predict(one))['logits']!, 1e-6)
      expectClose(both.slice(10), (await model.predict(two))['logits']!, 1e-6)
      model.dispose()
    })
  })
}

// Implementation

async function expectReference(net: Network, options: ModelOptions): Promise<void> {
  const weights = hashedWeights(net)
  const image = hashedImage(net.input.shape).data
  const model = await createModel(net, weights, { ...options, outputs: Object.keys(net.outputs) })
  const found = await model.predict(image)
  model.dispose()
  for (const [name, expected] of Object.entries(runReference(net, weights, image))) {
    expect(found[name]).toHaveLength(elements(net.outputs[name]!.shape))
    expectClose(found[name]!, expected, 1e-4)
  }
}
