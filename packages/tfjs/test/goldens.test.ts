/** @file Every network of the zoo gives PyTorch's logits at a small size, under Node. */

import '@tensorflow/tfjs-backend-cpu'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { setBackend } from '@tensorflow/tfjs-core'
import { expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import { expectClose } from './close.ts'
import { buildGolden, expectGolden, families, goldens, titled } from './goldens.ts'
import './wasm.ts'

test('every network of the zoo is among the small ones', () => {
  const small = goldens.filter(({ where }) => where !== 'paper')
  expect([...new Set(small.map(({ network }) => network))].sort()).toEqual(zoo.map(({ id }) => id).sort())
})

test.each(titled(goldens.filter(({ where }) => where !== 'paper')))('%s on CPU and WASM', async (_, golden) => {
  await expectGolden(golden, 1e-4, 'cpu', 'wasm')
})

test.each(titled(families))('two images of %s at once are what each is alone, on WASM', async (_, golden) => {
  await setBackend('wasm')
  const net = buildGolden(golden)
  const model = createModel(net, hashedWeights(net))
  const one = hashedImage(net.input.shape).data
  const two = one.map((value) => -value)
  const both = (await model.predict(Float32Array.of(...one, ...two)))['logits']!
  expectClose(both.slice(0, 10), (await model.predict(one))['logits']!, 1e-5)
  expectClose(both.slice(10), (await model.predict(two))['logits']!, 1e-5)
  model.dispose()
})
