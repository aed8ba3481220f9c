/** @file What holds in Node and in the browser: small networks of every operation, random networks, and batches. */

import { hashedImage, hashedWeights } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { createModel, type ModelOptions } from '@cnn/wasm'
import { cases } from '../../tfjs/test/cases.ts'
import { expectClose } from '../../tfjs/test/close.ts'
import { expectReference } from '../../tfjs/test/predict.ts'
import { randomNetwork } from '../../tfjs/test/random-network.ts'
import { onWasm } from './predict.ts'

export interface ContractOptions {
  /** Random networks to try. */
  readonly runs: number
  readonly model?: ModelOptions
}

export function contract({ runs, model: options = {} }: ContractOptions): void {
  describe(`with ${JSON.stringify(options)}`, () => {
    const predict = onWasm(options)

    test.each(Object.entries(cases))('%s', async (_, net) => {
      await expectReference(net, predict, 1e-4)
    })

    test('random networks', async () => {
      await fc.assert(
        fc.asyncProperty(randomNetwork, (net) => expectReference(net, predict, 1e-4)),
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
