/**
 * @file Weights that need no file: every tensor is filled from a hash of its name, so two programs in two languages
 * hold the same network and their logits can be compared. `benchmarks/proofs/goldens/generate.py` is the same in
 * Python.
 *
 * Element i of the tensor `name`, counted in PyTorch's layout, with unsigned 32-bit arithmetic that wraps around:
 *
 *     fnv1a(s) = h = 0x811c9dc5;  for each byte of s in UTF-8: h = (h ^ byte) * 0x01000193
 *     mix(h)   = h ^= h >> 16;  h *= 0x85ebca6b;  h ^= h >> 13;  h *= 0xc2b2ae35;  h ^= h >> 16
 *     u        = (mix(mix(fnv1a(name)) + i * 0x9e3779b9) >> 8) / 2²⁴          in [0, 1)
 *     element  = centre + (2u − 1) · spread                                   in double, then rounded to float32
 *
 *     kernel                   0 ± gain · √(6 / fan-in), fan-in being the product of the shape without its first axis:
 *                              variance 2 / fan-in (He et al. 2015, "Delving deep into rectifiers", equation 10)
 *                              with a gain of 1, and less where hundreds of residual blocks would overflow float32
 *     bias, shift, mean        0 ± 0.1
 *     scale, variance          1 ± 0.5
 *     an image, by pixels      0 ± 1, from the stream `input`
 */

import {
  elements,
  uniform,
  weights,
  type FeatureMap,
  type Network,
  type Tensor,
  type Weight,
  type Weights,
} from '@cnn/shapes'

// Public API

/** Every tensor of the network, filled from the hash of its name. */
export const hashedWeights = (net: Network, { gain = 1 }: { readonly gain?: number } = {}): Weights =>
  new Map(weights(net).map((weight) => [weight.name, fill(weight.name, weight.shape, ...range(weight, gain))]))

/** An image of values in [−1, 1): [height, width, channels]. */
export const hashedImage = (shape: FeatureMap): Tensor => fill('input', shape, 0, 1)

// Implementation

function range({ role, shape }: Weight, gain: number): [centre: number, spread: number] {
  if (role === 'kernel') return [0, gain * Math.sqrt(6 / elements(shape.slice(1)))]
  return role === 'scale' || role === 'variance' ? [1, 0.5] : [0, 0.1]
}

function fill(stream: string, shape: readonly number[], centre: number, spread: number): Tensor {
  const u = uniform(stream)
  const data = new Float32Array(elements(shape))
  for (let i = 0; i < data.length; i++) data[i] = centre + (2 * u(i) - 1) * spread
  return { shape, data }
}
