/**
 * @file What is held against its publisher: every row of the catalogue of weights, and all other networks of timm that
 * the zoo has.
 */

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

/**
 * Two rows of one network and publisher, as torchvision's newer weights, are of one graph and one preset of pixels:
 * each is held.
 */
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

const depths = { vgg: [11, 13, 16, 19], resnet: [18, 34, 50, 101, 152], densenet: [121, 161, 169, 201] }
const timm = [
  ...Object.entries(depths).flatMap(([family, all]) => all.map((depth) => `${family}${depth}`)),
  ...depths.vgg.map((depth) => `vgg${depth}-bn`),
  'inception-v3',
  'inception-v4',
]
