/** @file The accuracy that others published for a network, to stand beside what is measured here. */

import { publishedWeights, type PublishedAccuracy } from '@cnn/weights'
import { zoo, type Claim } from '@cnn/zoo'

/**
 * What torchvision's first weights reach, where it has the network: one protocol for all of them. Elsewhere what the
 * paper claims; undefined where it claims nothing of this network.
 */
export const publishedAccuracy = (id: string): PublishedAccuracy | Claim | undefined =>
  publishedWeights(id).find(({ network, publisher }) => network === id && publisher === 'torchvision')?.accuracy ??
  zoo.find((entry) => entry.id === id)?.published
