/** @file The publisher's way with pixels as first operations: every format takes a picture's bytes, and gives the logits of the steps done before. */

import { fuse, uniform, type Filled } from '@cnn/shapes'
import { hashedWeights } from '@cnn/weights'
import { lenet5Modern, resnet20 } from '@cnn/zoo'
import * as ort from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { withPreprocessing, writeOnnx } from '@cnn/export'
import { expectClose } from '../../tfjs/test/close.ts'
import { runReference } from '../../tfjs/test/reference.ts'

const u = uniform('picture')
const pixels = Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => 256 * u(i))

/** Planes of channels, as ONNX has them. */
const planes = Float32Array.from(pixels, (_, i) => pixels[(i % 64) * 3 + Math.floor(i / 64)]!)

const logitsOf = ({ net, weights }: Filled, image: ArrayLike<number>) => runReference(net, weights, image)['logits']!

const net = resnet20({ size: 8 })

/** `preprocess_input` of keras/src/applications/imagenet_utils.py by its modes, for the byte of each channel: R, G, B. */
const modes = {
  caffe: {
    steps: { channels: 'BGR', white: 255, mean: [103.939, 116.779, 123.68], deviation: [1, 1, 1] },
    by: (r: number, g: number, b: number) => [b - 103.939, g - 116.779, r - 123.68],
  },
  torch: {
    steps: { channels: 'RGB', white: 1, mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
    by: (r: number, g: number, b: number) => [
      (r / 255 - 0.485) / 0.229,
      (g / 255 - 0.456) / 0.224,
      (b / 255 - 0.406) / 0.225,
    ],
  },
  tf: {
    steps: { channels: 'RGB', white: 1, mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] },
    by: (r: number, g: number, b: number) => [r / 127.5 - 1, g / 127.5 - 1, b / 127.5 - 1],
  },
} as const

test.each(Object.entries(modes))('the mode %s, in onnxruntime and here', async (_, { steps, by }) => {
  const plain = { net, weights: hashedWeights(net) }
  const ready = Array.from({ length: 8 * 8 }, (_, i) => by(pixels[i * 3]!, pixels[i * 3 + 1]!, pixels[i * 3 + 2]!))
  const expected = logitsOf(plain, Float32Array.from(ready.flat()))
  const whole = withPreprocessing(plain, steps)
  for (const filled of [whole, fuse(whole)]) {
    expectClose(logitsOf(filled, Float32Array.from(pixels)), expected, 1e-4)
    const session = await ort.InferenceSession.create(writeOnnx(filled), { logSeverityLevel: 3, intraOpNumThreads: 1 })
    const { logits } = await session.run({ input: new ort.Tensor('float32', planes, [1, 3, 8, 8]) })
    await session.release()
    expectClose(logits!.data as Float32Array, expected, 1e-4)
  }
})

test('a network that takes grey images has no RGB to take', () => {
  const grey = lenet5Modern()
  const steps = { channels: 'RGB', white: 1, mean: [0, 0, 0], deviation: [1, 1, 1] } as const
  expect(() => withPreprocessing({ net: grey, weights: hashedWeights(grey) }, steps)).toThrow(
    'takes images of 1 channels',
  )
})
