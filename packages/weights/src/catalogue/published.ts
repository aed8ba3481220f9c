/** @file What is said of published weights, and the steps before the network that its publishers share. */

// Public API

/** The steps from a picture to the network's input, as `preprocess` of @cnn/data takes them. */
export interface Steps {
  /** Pixels of the shorter side after resizing. */
  readonly resize: number
  /** Height and width of the square cut from the centre. */
  readonly crop: number
  readonly interpolation: 'bilinear' | 'bicubic'
  /** The order of the channels, in the means and deviations too. */
  readonly channels: 'RGB' | 'BGR'
  /** What the brightest byte becomes before the mean is taken off. */
  readonly white: 1 | 255
  readonly mean: readonly [number, number, number]
  readonly deviation: readonly [number, number, number]
}

/** Percent. */
export interface PublishedAccuracy {
  readonly top1: number
  readonly top5?: number
  readonly dataset: 'ImageNet' | 'CIFAR-10'
  readonly protocol: string
  readonly source: string
}

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
  readonly preprocessing: Steps
  readonly accuracy?: PublishedAccuracy
  /** Where the published network departs from that of the zoo, or a step is not as it seems. */
  readonly note?: string
}

export const imagenetMean = [0.485, 0.456, 0.406] as const
export const imagenetDeviation = [0.229, 0.224, 0.225] as const

/** torchvision's ImageClassification preset. */
export const torchvisionSteps: Steps = {
  resize: 256,
  crop: 224,
  interpolation: 'bilinear',
  channels: 'RGB',
  white: 1,
  mean: imagenetMean,
  deviation: imagenetDeviation,
}

/** From −1 to 1, as TensorFlow's own Inception models. */
export const inceptionRange = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] } as const

/** Caffe's way, which VGG's and ResNet's authors took. */
export const caffeSteps: Steps = {
  ...torchvisionSteps,
  channels: 'BGR',
  white: 255,
  mean: [103.939, 116.779, 123.68],
  deviation: [1, 1, 1],
}
