import { elements, uniform, weights, type Network, type OwnedWeight, type Weights } from '@cnn/shapes'

/**
 * Weights to start training from (He et al. 2015, "Delving Deep into Rectifiers", equation 10): kernels normal with
 * variance 2 / fan-in, biases and batch norm's shift and mean 0, its scale and variance 1. One seed, one result.
 */
export function initialise(net: Network, { seed = 0 }: { readonly seed?: number } = {}): Weights {
  return new Map(weights(net).map((weight) => [weight.name, { shape: weight.shape, data: fill(weight, seed) }]))
}

function fill({ name, shape, role }: OwnedWeight, seed: number): Float32Array {
  const data = new Float32Array(elements(shape))
  if (role === 'scale' || role === 'variance') return data.fill(1)
  if (role !== 'kernel') return data
  const deviation = Math.sqrt(2 / elements(shape.slice(1)))
  const random = uniform(name, seed)
  // Box & Muller 1958: two even numbers make two normal ones.
  for (let i = 0; i < data.length; i += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random(i)))
    const angle = 2 * Math.PI * random(i + 1)
    data[i] = radius * Math.cos(angle)
    if (i + 1 < data.length) data[i + 1] = radius * Math.sin(angle)
  }
  return data
}
