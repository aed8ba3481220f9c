/** @file The contract under Node: plain JavaScript and WASM. */

import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { setBackend } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { contract, expectGolden } from './contract.ts'
import goldens from './goldens/logits.json' with { type: 'json' }

setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm/package.json')))}/dist/`)

contract('cpu', { tolerance: 1e-4, runs: 60 })
contract('wasm', { tolerance: 1e-4, runs: 60 })

describe('on wasm, at the size of the paper', () => {
  beforeAll(() => setBackend('wasm'))

  test.each(goldens.filter(({ classes }) => classes === 1000))(
    '$network gives the logits of PyTorch',
    async ({ network, size, classes, outputs }) => {
      await expectGolden(network, { size, classes }, outputs, 1e-4)
    },
  )

  test('all six ImageNet networks are among them', () => {
    const ids = goldens.filter(({ classes }) => classes === 1000).map(({ network }) => network)
    expect(ids.toSorted()).toEqual(['alexnet', 'densenet121', 'googlenet', 'resnet18', 'resnet50', 'vgg16'])
  })
})
