/** @file One entry of the catalogue, and the protocols by which its accuracies were published. */

import type { Build } from '../options.ts'

// Public API

/** An accuracy that somebody published: never measured here. */
export interface Published {
  /** In percent of the images of `dataset`. */
  readonly top1?: number
  readonly top5?: number
  readonly dataset: 'ImageNet' | 'CIFAR-10' | 'CIFAR-100' | 'MNIST'
  readonly protocol: string
  readonly source: string
}

export interface Entry {
  readonly id: string
  readonly build: Build
  readonly paper: string
  readonly published?: Published
}

/** As torchvision evaluates its own weights. */
export const torchvision = (top1: number, top5: number, weights: string, crop = 224): Published => ({
  top1,
  top5,
  dataset: 'ImageNet',
  protocol: `validation, one centre crop of ${crop}²`,
  source: `torchvision, ${weights}.IMAGENET1K_V1`,
})

/** On ImageNet's validation images, from a paper. */
export const validation = (
  accuracy: { readonly top1?: number; readonly top5?: number },
  protocol: string,
  source: string,
): Published => ({
  ...accuracy,
  dataset: 'ImageNet',
  protocol: `validation, ${protocol}`,
  source,
})

/** On CIFAR-10's test images, from a paper. */
export const cifar10 = (top1: number, protocol: string, source: string): Published => ({
  top1,
  dataset: 'CIFAR-10',
  protocol,
  source,
})
