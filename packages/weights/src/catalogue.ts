/**
 * @file Where weights for the networks of the zoo are published, and what has to be known to use them. Only what is certain:
 * for a network that is not here, no weights are known that fit it.
 */

import { fromHuggingFace } from './catalogue/hugging-face.ts'
import { fromKeras } from './catalogue/keras.ts'
import type { Published } from './catalogue/published.ts'
import { small } from './catalogue/small.ts'
import { fromTorchvision } from './catalogue/torchvision.ts'

// Public API

export const catalogue: readonly Published[] = [...small, ...fromHuggingFace, ...fromTorchvision, ...fromKeras]

/** Those for one network. A fully convolutional one, `…-fcn`, takes the weights of the one with dense layers. */
export const publishedWeights = (network: string): Published[] => catalogue.filter((one) => one.network === network.replace(/-fcn$/, ''))
