/** @file What is held against its publisher: every row of the catalogue of weights, and all other networks of timm that the zoo has. */

import { catalogue, publishedWeights, type Published } from '@cnn/weights'

// Public API

export interface Row {
  /** Id in the zoo. */
  readonly network: string
  readonly publisher: string
  /** As the publisher calls the weights. */
  readonly name: string
  readonly preprocessing: Published['preprocessing']
}

/** Two rows of one network and publisher, as torchvision's newer weights, are of one graph and one preset of pixels: each is held. */
export const rows = (): readonly Row[] => [...catalogue, ...others()]

// Implementation

function others(): Row[] {
  const known = new Set(catalogue.filter(({ publisher }) => publisher === 'timm').map(({ network }) => network))
  return timm
    .filter((network) => !known.has(network))
    .map((network) => ({
      network,
      publisher: 'timm',
      name: network.replace('-', '_'),
      preprocessing: publishedWeights(network).find(({ publisher }) => publisher === 'torchvision')!.preprocessing,
    }))
}

const timm = [
  ...['vgg11', 'vgg13', 'vgg16', 'vgg19', 'vgg11-bn', 'vgg13-bn', 'vgg16-bn', 'vgg19-bn'],
  ...['resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152'],
  ...['densenet121', 'densenet161', 'densenet169', 'densenet201', 'inception-v3', 'inception-v4'],
]
