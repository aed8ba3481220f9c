/** @file What graphs failed by is among the random graphs of the tests, and holds on the CPU. */

import { hashedImage, hashedWeights } from '@cnn/weights'
import { setBackend } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import '@tensorflow/tfjs-backend-cpu'
import { expectClose } from '../close.ts'
import { kinds } from '../random-kinds.ts'
import { randomDropouts, randomNetwork } from '../random-network.ts'

/** As the contracts draw them, from the first seed. */
const drawn = (networks: typeof randomNetwork) => fc.sample(networks, { numRuns: 20, seed: 1 })
const [dilated, behindDropout] = kinds

test('stride and dilation above one are drawn by every contract', () => {
  expect(dilated!.title).toBe('stride and dilation above one')
  expect(drawn(randomNetwork).filter(dilated!.has).length).toBeGreaterThan(0)
})

test('a dropout behind a layer with other readers changes nothing, fused or not', async () => {
  await setBackend('cpu')
  for (const net of drawn(randomDropouts)) {
    expect(behindDropout!.has(net)).toBe(true)
    const [weights, { data }] = [hashedWeights(net), hashedImage(net.input.shape)]
    const [fused, whole] = [true, false].map((how) => createModel(net, weights, { fused: how }))
    expectClose((await fused!.predict(data)).logits, (await whole!.predict(data)).logits, 1e-4)
    for (const model of [fused!, whole!]) model.dispose()
  }
})
