/** @file The names of PyTorch's world: torchvision's, timm's, and those of akamaster's CIFAR ResNets. */

import type { Pixels, Scheme } from './scheme.ts'

// Public API

const imagenet: Pixels = { order: 'RGB', scale: 255, mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] }

/** Ours are torchvision's names. */
export const torchvision: Scheme = {
  id: 'torchvision',
  source: 'https://github.com/pytorch/vision',
  layout: 'OIHW',
  layers: [
    // Before 0.3 DenseNet's layers had dots that module names may not have (torchvision/models/densenet.py, `_load_state_dict`).
    { from: /^(.*denselayer\d+)\.(norm|conv)\.([12])$/, to: '$1.$2$3' },
  ],
  parts: {},
  pixels: imagenet,
}

/** timm's ResNets, DenseNets and Inceptions are named as ours; VGG ends in convolutions of the same weights. */
export const timm: Scheme = {
  id: 'timm',
  source: 'https://huggingface.co/timm',
  layout: 'OIHW',
  layers: [
    { from: /^pre_logits\.fc1$/, to: 'classifier.0' },
    { from: /^pre_logits\.fc2$/, to: 'classifier.3' },
    { from: /^head\.fc$/, to: 'classifier.6' },
  ],
  parts: {},
  pixels: imagenet,
}

/** https://github.com/akamaster/pytorch_resnet_cifar10, saved from DataParallel; the normalisation is ImageNet's, as its trainer has it. */
export const akamaster: Scheme = {
  id: 'akamaster',
  source: 'https://github.com/akamaster/pytorch_resnet_cifar10',
  layout: 'OIHW',
  layers: [{ from: /^linear$/, to: 'fc' }],
  parts: {},
  pixels: imagenet,
}
