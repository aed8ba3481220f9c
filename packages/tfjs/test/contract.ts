/** @file What holds on every backend: one suite, run under Node and in the browser. */

import { hashedImage, hashedWeights } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import { getBackend, memory, setBackend, type Tensor4D, tensor4d } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import { cases } from './cases.ts'
import { expectClose } from './close.ts'
import { expectReference, onBackend } from './predict.ts'
import { randomNetwork } from './random-network.ts'

export interface ContractOptions {
  /** Largest difference over largest value. */
  readonly tolerance: number
  /** Random networks to try. */
  readonly runs: number
}

/** The backend has to be registered. */
export function contract(backend: string, { tolerance, runs }: ContractOptions): void {
  describe(`on ${backend}`, () => {
    beforeAll(async () => {
      expect(await setBackend(backend)).toBe(true)
      expect(getBackend()).toBe(backend)
    })

    describe.each([true, false])('fused: %s', (fused) => {
      test.each(Object.entries(cases))('%s', async (_, net) => {
        await expectReference(net, onBackend(backend, { fused }), tolerance)
      })
    })

    test('random networks have the shapes and values that are predicted', async () => {
      await fc.assert(
        fc.asyncProperty(randomNetwork, async (net) => {
          const outputs = Object.keys(net.outputs)
          const model = createModel(net, hashedWeights(net), { outputs })
          const images = tensor4d(hashedImage(net.input.shape).data, [1, ...net.input.shape])
          const results = model.run(images)
          for (const name of outputs) expect(results[name]!.shape, name).toEqual([1, ...net.outputs[name]!.shape])
          for (const tensor of [images, ...Object.values(results)]) tensor.dispose()
          model.dispose()
          await expectReference(net, onBackend(backend), tolerance)
        }),
        { numRuns: runs, seed: 1 },
      )
    })

    test('a batch of two gives what each image gives alone', async () => {
      const net = resnet20({ size: 8 })
      const model = createModel(net, hashedWeights(net))
      const one = hashedImage(net.input.shape).data
      const two = one.map((value) => -value)
      const both = (await model.predict(Float32Array.of(...one, ...two)))['logits']
      expectClose(both.slice(0, 10), (await model.predict(one))['logits'], tolerance)
      expectClose(both.slice(10), (await model.predict(two))['logits'], tolerance)
      model.dispose()
    })

    test('every value is freed after its last use', async () => {
      const net = cases['batch norm whose input has another reader']!
      const before = memory().numTensors
      const model = createModel(net, hashedWeights(net), { outputs: ['result'] })
      const placed = memory().numTensors
      await model.predict(hashedImage(net.input.shape).data)
      expect(memory().numTensors).toBe(placed)
      model.dispose()
      expect(memory().numTensors).toBe(before)
    })

    test('an image of another shape is refused', async () => {
      const net = cases['convolution 3×3']!
      const model = createModel(net, hashedWeights(net), { outputs: ['result'] })
      await expect(model.predict(new Float32Array(10))).rejects.toThrow(
        '10 numbers are no whole number of images of 7×9×3, which have 189',
      )
      const images: Tensor4D = tensor4d(new Float32Array(8 * 9 * 3), [1, 8, 9, 3])
      expect(() => model.run(images)).toThrow("network 'case' takes images of 7×9×3; these are 8×9×3")
      images.dispose()
      model.dispose()
    })

    test('a model on a backend that is no longer the current one is refused', async () => {
      const net = cases['convolution 3×3']!
      const model = createModel(net, hashedWeights(net), { outputs: ['result'] })
      const other = backend === 'cpu' ? 'wasm' : 'cpu'
      await setBackend(other)
      await expect(model.predict(hashedImage(net.input.shape).data)).rejects.toThrow(
        `was placed on ${backend}, but the backend is now ${other}`,
      )
      await setBackend(backend)
      model.dispose()
    })
  })
}
