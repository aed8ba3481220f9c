/** @file Every network of the zoo gives PyTorch's logits at a small size, under Node. */

import '@tensorflow/tfjs-backend-cpu'
import { zoo } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { expectGolden, goldens, titled } from './goldens.ts'
import { onBackend } from './predict.ts'
import './wasm.ts'

test('every network of the zoo is among the small ones', () => {
  const small = goldens.filter(({ where }) => where !== 'paper')
  expect([...new Set(small.map(({ network }) => network))].sort()).toEqual(zoo.map(({ id }) => id).sort())
})

test.each(titled(goldens.filter(({ where }) => where !== 'paper')))('%s on CPU and WASM', async (_, golden) => {
  await expectGolden(golden, 1e-4, onBackend('cpu'), onBackend('wasm'))
})
