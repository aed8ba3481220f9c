/**
 * @file Every network of the zoo that layers can express gives PyTorch's logits in tfjs-layers; the others say why not.
 */

import { ExportError, writeLayersModel } from '@cnn/export'
import { describe, expect, test } from 'vitest'
import { expectClose } from '../../tfjs/test/close.ts'
import { families, filledGolden, small } from './goldens.ts'
import { runLayers } from './tfjs-layers.ts'

/** Those with response normalisation. */
const beyond = new Set([
  'alexnet',
  'alexnet-ungrouped',
  'alexnet-small',
  'zfnet',
  'zfnet-small',
  'vgg11-lrn',
  'vgg11-lrn-fcn',
  'googlenet',
])

describe.each([
  { folded: true, networks: small },
  // Batch norm is one layer more, and the same one everywhere.
  { folded: false, networks: families },
])('folded: $folded', ({ folded, networks }) => {
  test.each(networks)('%s', async (_, golden) => {
    const filled = filledGolden(golden, folded)
    if (beyond.has(golden.network)) {
      expect(() => writeLayersModel(filled)).toThrow(ExportError)
      expect(() => writeLayersModel(filled)).toThrow(
        'tfjs layers cannot express lrn1: they have no response normalisation; write ONNX instead',
      )
      return
    }
    const found = await runLayers(writeLayersModel(filled), filled.net)
    expect(Object.keys(found)).toEqual(Object.keys(golden.outputs))
    for (const [name, expected] of Object.entries(golden.outputs)) expectClose(found[name]!, expected, 1e-4)
  })
})
