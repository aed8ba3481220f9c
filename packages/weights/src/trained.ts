/** @file The weights that were trained here, by `benchmarks/training`, and ship with this package, each with a card in `files`. */

// Public API

export interface Trained {
  /** Id in @cnn/zoo. */
  readonly network: string
  readonly dataset: 'CIFAR-10'
  /** Percent of the 10,000 test images that the file classifies correctly. */
  readonly top1: number
  /** A safetensors file: a file URL in Node; bundlers that know `new URL(…, import.meta.url)` copy it. */
  readonly url: URL
}

export const trained: readonly Trained[] = [
  cifar10('lenet5-cifar10', 72.43, new URL('../files/lenet5-cifar10.safetensors', import.meta.url)),
  cifar10('alexnet-small', 80.76, new URL('../files/alexnet-small.safetensors', import.meta.url)),
  cifar10('nin-small', 82.65, new URL('../files/nin-small.safetensors', import.meta.url)),
  cifar10('vgg16-bn-small', 86.87, new URL('../files/vgg16-bn-small.safetensors', import.meta.url)),
  cifar10('googlenet-small', 83.83, new URL('../files/googlenet-small.safetensors', import.meta.url)),
  cifar10('inception-v3-small', 84.37, new URL('../files/inception-v3-small.safetensors', import.meta.url)),
  cifar10('densenet121-small', 82.74, new URL('../files/densenet121-small.safetensors', import.meta.url)),
  cifar10('plain20', 82.71, new URL('../files/plain20.safetensors', import.meta.url)),
  cifar10('resnet20', 89.51, new URL('../files/resnet20.safetensors', import.meta.url)),
  cifar10('preact-resnet20', 83.53, new URL('../files/preact-resnet20.safetensors', import.meta.url)),
  cifar10('resnet56', 85.84, new URL('../files/resnet56.safetensors', import.meta.url)),
]

// Implementation

function cifar10(network: string, top1: number, url: URL): Trained {
  return { network, dataset: 'CIFAR-10', top1, url }
}
