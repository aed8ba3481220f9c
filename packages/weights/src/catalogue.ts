/**
 * @file Where weights for the networks of the zoo are published, and what has to be known to use them. Only what is certain:
 * for a network that is not here, no weights are known that fit it.
 */

import type { Preprocessing } from '@cnn/data'
import { fromHuggingFace } from './catalogue/hugging-face.ts'
import { fromKeras } from './catalogue/keras.ts'
import { cifarSteps, torchvisionSteps, type Published } from './catalogue/published.ts'
import { small } from './catalogue/small.ts'
import { fromTorchvision } from './catalogue/torchvision.ts'

// Public API

export const catalogue: readonly Published[] = [...small, ...fromHuggingFace, ...fromTorchvision, ...fromKeras]

/** Those for one network. A fully convolutional one, `…-fcn`, takes the weights of the one with dense layers. */
export const publishedWeights = (network: string): Published[] =>
  catalogue.filter((one) => one.network === network.replace(/-fcn$/, ''))

/**
 * Whose weights these seem to be: by the address if it is one of the catalogue's, else by `Scheme.id` of the names that the publisher gives its
 * tensors. Undefined where the catalogue has none of that publisher for the network.
 */
export function publisherOf(network: string, scheme: string, url?: string): Published | undefined {
  const all = publishedWeights(network)
  const order: readonly string[] = scheme.startsWith('keras') ? ['Keras', 'npm'] : [scheme]
  return (
    all.find((one) => one.url === url) ?? order.flatMap((name) => all.filter(({ publisher }) => publisher === name))[0]
  )
}

/** For weights whose publisher says nothing of pictures: CIFAR-10's steps or torchvision's, for images of that height and width. */
export function usualSteps(size: number): Preprocessing {
  const usual = size <= 64 ? cifarSteps : torchvisionSteps
  return { ...usual, resize: Math.round((size * usual.resize) / usual.crop), crop: size }
}
