/** @file Weights to start training from, as the papers start. */

import { elements, uniform, weights, type Network, type OwnedWeight, type Weights } from '@cnn/shapes'

// Public API

/**
 * How kernels are drawn; biases and batch norm's shift and mean are 0, its scale and variance 1.
 *
 * - `he`: normal, of variance 2 / fan-in (He et al. 2015, "Delving Deep into Rectifiers", equation 10).
 * - `gaussian`: normal, of deviation 0.01 (Krizhevsky et al. 2012, section 5, without its biases of 1).
 * - `xavier`: uniform in ±√(6 / (fan-in + fan-out)) (Glorot & Bengio 2010, equation 16), as Caffe's GoogLeNet.
 * - `lecun`: uniform in ±2.4 / fan-in (LeCun et al. 1998, appendix A).
 */
export type Initialisation = 'he' | 'gaussian' | 'xavier' | 'lecun'

/** How weights are drawn. */
export interface InitialiseOptions {
  readonly seed?: number
  readonly by?: Initialisation
}

/** One seed, one result. */
export function initialise(net: Network, { seed = 0, by = 'he' }: InitialiseOptions = {}): Weights {
  return new Map(
    weights(net).map((weight) => {
      const random = uniform(weight.name, seed)
      return [weight.name, { shape: weight.shape, data: fill(weight, kernels[by], random) }]
    }),
  )
}

// Implementation

type Random = (i: number) => number
/** Fills a kernel of [out, in] or [out, in, height, width], with numbers of [0, 1) by their place. */
type Fill = (data: Float32Array, fans: { readonly into: number; readonly out: number }, random: Random) => void

const kernels: Readonly<Record<Initialisation, Fill>> = {
  he: (data, { into }, random) => normal(data, Math.sqrt(2 / into), random),
  gaussian: (data, _, random) => normal(data, 0.01, random),
  xavier: (data, { into, out }, random) => even(data, Math.sqrt(6 / (into + out)), random),
  lecun: (data, { into }, random) => even(data, 2.4 / into, random),
}

function fill({ shape, role }: OwnedWeight, kernel: Fill, random: Random): Float32Array {
  const data = new Float32Array(elements(shape))
  if (role === 'scale' || role === 'variance') return data.fill(1)
  const [filters = 1, , ...window] = shape
  if (role === 'kernel') kernel(data, { into: elements(shape.slice(1)), out: filters * elements(window) }, random)
  return data
}

function normal(data: Float32Array, deviation: number, random: Random): void {
  // Box & Muller 1958: two even numbers make two normal ones.
  for (let i = 0; i < data.length; i += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random(i)))
    const angle = 2 * Math.PI * random(i + 1)
    data[i] = radius * Math.cos(angle)
    if (i + 1 < data.length) data[i + 1] = radius * Math.sin(angle)
  }
}

function even(data: Float32Array, limit: number, random: Random): void {
  for (let i = 0; i < data.length; i++) data[i] = limit * (2 * random(i) - 1)
}
