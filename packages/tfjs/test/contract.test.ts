/** @file The contract under Node: plain JavaScript and WASM. */

import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { setBackend } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import { hashedImage } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { expectClose } from './close.ts'
import { contract } from './contract.ts'
import { buildGolden, expectGolden, goldens, goldenWeights, titled, within } from './goldens.ts'

setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm/package.json')))}/dist/`)

// What takes plain JavaScript more than about two seconds is left to WASM.
contract('cpu', { tolerance: 1e-4, runs: 60, goldens: within(2e8, ['family', 'small']) })
contract('wasm', { tolerance: 1e-4, runs: 60, goldens: within(Infinity, ['family', 'small']) })

test('every network of the zoo is among the goldens', () => {
  expect([...new Set(goldens.map(({ network }) => network))].sort()).toEqual(zoo.map(({ id }) => id).sort())
})

describe('on wasm', () => {
  beforeAll(() => setBackend('wasm'))

  test.each(titled(goldens.filter(({ where }) => where === 'paper')))(
    '%s, the size of the paper, gives the logits of PyTorch',
    async (_, golden) => {
      await expectGolden(golden, 1e-4)
    },
  )

  test.each(titled(within(Infinity, ['family'])))('two images of %s are what each is alone', async (_, golden) => {
    const net = buildGolden(golden)
    const model = createModel(net, goldenWeights(net, golden))
    const one = hashedImage(net.input.shape).data
    const two = one.map((value) => -value)
    const both = (await model.predict(Float32Array.of(...one, ...two)))['logits']!
    expectClose(both.slice(0, 10), (await model.predict(one))['logits']!, 1e-5)
    expectClose(both.slice(10), (await model.predict(two))['logits']!, 1e-5)
    model.dispose()
  })
})
