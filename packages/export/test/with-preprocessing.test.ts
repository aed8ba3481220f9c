/**
 * @file The publisher's way with pixels as first operations: every format takes a picture's bytes, and gives the logits
 * of the steps done before.
 */

import { fuse } from '@cnn/shapes'
import { hashedWeights } from '@cnn/weights'
import { lenet5Modern } from '@cnn/zoo'
import * as ort from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { withPreprocessing, writeLayersModel, writeOnnx } from '@cnn/export'
import { expectClose } from '../../tfjs/test/close.ts'
import { runReference } from '../../tfjs/test/reference.ts'
import { logitsFor, modes, pixels, plain } from './keras-modes.ts'
import { runLayers } from './tfjs-layers.ts'

/** Planes of channels, as ONNX has them. */
const planes = Float32Array.from(pixels, (_, i) => pixels[(i % 64) * 3 + Math.floor(i / 64)]!)

test.each(Object.entries(modes))('the mode %s, in onnxruntime, in tfjs layers and here', async (_, mode) => {
  const expected = logitsFor(mode)
  const whole = withPreprocessing(plain, mode.steps)
  const image = Float32Array.from(pixels)
  for (const filled of [whole, fuse(whole)]) {
    expectClose(runReference(filled.net, filled.weights, image)['logits']!, expected, 1e-4)
    const session = await ort.InferenceSession.create(writeOnnx(filled), { logSeverityLevel: 3, intraOpNumThreads: 1 })
    const { logits } = await session.run({ input: new ort.Tensor('float32', planes, [1, 3, 8, 8]) })
    await session.release()
    expectClose(logits!.data as Float32Array, expected, 1e-4)
    const layers = await runLayers(writeLayersModel(filled), filled.net, 'wasm', image)
    expectClose(layers['logits']!, expected, 1e-4)
  }
})

test('a network that takes grey images has no RGB to take', () => {
  const grey = lenet5Modern()
  const steps = { channels: 'RGB', white: 1, mean: [0, 0, 0], deviation: [1, 1, 1] } as const
  expect(() => withPreprocessing({ net: grey, weights: hashedWeights(grey) }, steps)).toThrow(
    'takes images of 1 channels',
  )
})
