/**
 * @file A picture, and what Keras makes of its bytes by each of its modes, for tests of exports that do so themselves.
 */

import { uniform } from '@cnn/shapes'
import { hashedWeights } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import { runReference } from '../../tfjs/test/reference.ts'

const net = resnet20({ size: 8 })
export const plain = { net, weights: hashedWeights(net) }

const u = uniform('picture')
/** Of 8×8 pixels, R, G and B of each. */
export const pixels = Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => 256 * u(i))

/**
 * `preprocess_input` of keras/src/applications/imagenet_utils.py by its modes, for the byte of each channel: R, G, B.
 */
export const modes = {
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

/** What the network gives for the picture made ready before. */
export function logitsFor({ by }: (typeof modes)[keyof typeof modes]): Float32Array {
  const ready = Array.from({ length: 8 * 8 }, (_, i) => by(pixels[i * 3]!, pixels[i * 3 + 1]!, pixels[i * 3 + 2]!))
  return Float32Array.from(runReference(net, plain.weights, Float32Array.from(ready.flat()))['logits']!)
}
