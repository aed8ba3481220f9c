/** @file One entry of the catalogue, and the protocols by which papers claim accuracies. */

import type { Build } from '../options.ts'

/**
 * The accuracy that a paper's authors claim: never measured here. What published weights reach is said by
 * `@cnn/weights`.
 */
export interface Claim {
  /** In percent of the images of `dataset`. */
  readonly top1?: number
  readonly top5?: number
  readonly dataset: 'ImageNet' | 'CIFAR-10' | 'CIFAR-100' | 'MNIST'
  readonly protocol: string
  readonly source: string
}

/** A network of the zoo; `published` is what its paper claims. */
export interface Entry {
  readonly id: string
  readonly build: Build
  readonly paper: string
  readonly published?: Claim
}

/** On ImageNet's validation images, from a paper. */
export const validation = (
  accuracy: { readonly top1?: number; readonly top5?: number },
  protocol: string,
  source: string,
): Claim => ({
  ...accuracy,
  dataset: 'ImageNet',
  protocol: `validation, ${protocol}`,
  source,
})

/** On CIFAR-10's test images, from a paper. */
export const cifar10 = (top1: number, protocol: string, source: string): Claim => ({
  top1,
  dataset: 'CIFAR-10',
  protocol,
  source,
})
