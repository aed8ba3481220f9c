/**
 * @file The weights that were trained here, by `benchmarks/training`, each with a card in `files`. This list names no
 * file's address, so that no bundler copies 24 MB for whoever asks what there is.
 */

/** Weights that were trained here, and what they reach. */
export interface Trained {
  /** Id in @cnn/zoo. */
  readonly network: string
  readonly dataset: 'CIFAR-10'
  /** Percent of the 10,000 test images that the file classifies correctly. */
  readonly top1: number
  /** Passes over the training images. Figures after different numbers of them do not compare the networks. */
  readonly epochs: number
}

/** Where a page's server has the file of a network, seen from the page: `cnn app` and the page agree on it by this. */
export const pathOf = (network: string): string => `weights/${network}.safetensors`

/** All weights of this package. */
export const trained: readonly Trained[] = [
  { network: 'lenet5-cifar10', dataset: 'CIFAR-10', top1: 72.35, epochs: 30 },
  { network: 'alexnet-small', dataset: 'CIFAR-10', top1: 80.76, epochs: 38 },
  { network: 'nin-small', dataset: 'CIFAR-10', top1: 83.55, epochs: 30 },
  { network: 'vgg16-bn-small', dataset: 'CIFAR-10', top1: 87.85, epochs: 30 },
  { network: 'googlenet-small', dataset: 'CIFAR-10', top1: 83.83, epochs: 8 },
  { network: 'inception-v3-small', dataset: 'CIFAR-10', top1: 84.37, epochs: 14 },
  { network: 'densenet121-small', dataset: 'CIFAR-10', top1: 82.74, epochs: 8 },
  { network: 'plain20', dataset: 'CIFAR-10', top1: 88.68, epochs: 30 },
  { network: 'resnet20', dataset: 'CIFAR-10', top1: 90.14, epochs: 30 },
  { network: 'preact-resnet20', dataset: 'CIFAR-10', top1: 86.04, epochs: 20 },
  { network: 'resnet56', dataset: 'CIFAR-10', top1: 85.84, epochs: 6 },
]
