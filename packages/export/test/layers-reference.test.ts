/** @file Every operation and option, and random networks, against plain loops. */

import { fuse, type Filled, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { ExportError, writeLayersModel } from '@cnn/export'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cases } from '../../tfjs/test/cases.ts'
import { expectClose } from '../../tfjs/test/close.ts'
import { randomNetwork } from '../../tfjs/test/random-network.ts'
import { runReference } from '../../tfjs/test/reference.ts'
import { runLayers } from './tfjs-layers.ts'

/** What layers cannot say, and the reason that they give. */
const beyond: Readonly<Record<string, string>> = {
  'response normalisation of the paper': 'no response normalisation',
  'response normalisation of 3 channels': 'no response normalisation',
  'convolution with stride and dilation': 'a convolution with stride is not dilated there',
  'grouped convolution with the stride of one axis and the dilation of the other':
    'a convolution with stride is not dilated there',
  'padded max pooling rounded up': 'no max pooling padded by',
}

describe.each([true, false])('folded: %s', (folded) => {
  test.each(Object.entries(cases))('%s', async (name, net) => {
    const filled = { net, weights: hashedWeights(net) }
    if (beyond[name]) expect(() => writeLayersModel(filled)).toThrow(beyond[name])
    else await expectReference(filled, folded)
  })

  test('random networks', async () => {
    let expressed = 0
    await fc.assert(
      fc.asyncProperty(randomNetwork, async (net: Network) => {
        const filled = { net, weights: hashedWeights(net) }
        try {
          writeLayersModel(filled)
        } catch (error) {
          expect(error).toBeInstanceOf(ExportError)
          return
        }
        expressed++
        await expectReference(filled, folded)
      }),
      { numRuns: 100, seed: 1 },
    )
    expect(expressed).toBeGreaterThan(40)
  })
})

async function expectReference(filled: Filled, folded: boolean): Promise<void> {
  const { net, weights } = filled
  const expected = runReference(net, weights, hashedImage(net.input.shape).data)
  const found = await runLayers(writeLayersModel(folded ? fuse(filled) : filled), net, 'cpu')
  expect(Object.keys(found)).toEqual(Object.keys(expected))
  for (const [name, values] of Object.entries(expected)) expectClose(found[name]!, values, 1e-4)
}
