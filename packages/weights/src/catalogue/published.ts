/** @file What is said of published weights, and the steps before the network that its publishers share. */

import { caffeNormalisation, cifar10Normalisation, imagenetNormalisation, type Preprocessing } from '@cnn/data'

/** Percent. */
export interface PublishedAccuracy {
  readonly top1: number
  readonly top5?: number
  readonly dataset: 'ImageNet' | 'CIFAR-10'
  readonly protocol: string
  readonly source: string
}

/** Weights that somebody published for a network of @cnn/zoo. */
export interface Published {
  /** Id in @cnn/zoo. */
  readonly network: string
  /** `cnn` is @cnn/trained, whose rows are not in this catalogue: whoever has that package adds them. */
  readonly publisher: 'torchvision' | 'timm' | 'Keras' | 'npm' | 'akamaster' | 'cnn'
  /** As the publisher calls them. */
  readonly name: string
  readonly format: 'pth' | 'safetensors' | 'h5' | 'tfjs-layers'
  /** Where the file is, or the package. */
  readonly url: string
  /** What the SHA-256 of the file begins with, where the publisher tells. */
  readonly sha256?: string
  /** Of the weights; absent where it is not known for certain. */
  readonly licence?: string
  /** The steps from a photo to the network's input. */
  readonly preprocessing: Preprocessing
  readonly accuracy?: PublishedAccuracy
  /** Where the published network departs from that of the zoo, or a step is not as it seems. */
  readonly note?: string
}

/** torchvision's ImageClassification preset. */
export const torchvisionSteps: Preprocessing = {
  resize: 256,
  crop: 224,
  interpolation: 'bilinear',
  channels: 'RGB',
  white: 1,
  ...imagenetNormalisation,
}

export const caffeSteps: Preprocessing = { ...torchvisionSteps, channels: 'BGR', white: 255, ...caffeNormalisation }

export const cifarSteps: Preprocessing = { ...torchvisionSteps, resize: 32, crop: 32, ...cifar10Normalisation }
