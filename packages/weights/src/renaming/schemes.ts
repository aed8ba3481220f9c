/** @file All schemes of names that are known. */

import { akamaster, timm, torchvision, transformers } from './pytorch.ts'
import { kerasDensenet, kerasInceptionV3, kerasResnet, kerasResnet50, kerasVgg16, kerasVgg19 } from './keras.ts'
import { cnnLayers } from './layers.ts'
import type { Scheme } from './scheme.ts'

/** The first is the identity, and wins where several fit as well. */
export const schemes: readonly Scheme[] = [
  torchvision,
  timm,
  akamaster,
  transformers,
  cnnLayers,
  kerasResnet50,
  kerasResnet,
  kerasVgg16,
  kerasVgg19,
  kerasDensenet,
  kerasInceptionV3,
]
