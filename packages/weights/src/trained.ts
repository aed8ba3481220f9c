/** @file The weights that were trained here, by `benchmarks/training`, and ship with this package. */

// Public API

export interface Trained {
  /** Id in @cnn/zoo. */
  readonly network: string
  /** Options of its builder. */
  readonly options: { readonly channels?: number; readonly classes?: number }
  readonly dataset: 'CIFAR-10'
  /** A safetensors file: a file URL in Node; bundlers that know `new URL(…, import.meta.url)` copy it. */
  readonly url: URL
}

export const trained: readonly Trained[] = [
  {
    network: 'lenet5-modern',
    options: { channels: 3 },
    dataset: 'CIFAR-10',
    url: new URL('../files/lenet5-cifar10.safetensors', import.meta.url),
  },
  { network: 'resnet20', options: {}, dataset: 'CIFAR-10', url: new URL('../files/resnet20-cifar10.safetensors', import.meta.url) },
]
