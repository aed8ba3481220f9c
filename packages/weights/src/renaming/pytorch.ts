/** @file The names of PyTorch's world: torchvision's, timm's, and those of akamaster's CIFAR ResNets. */

import type { Scheme } from './scheme.ts'

// Public API

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
}

/** https://github.com/akamaster/pytorch_resnet_cifar10, saved from DataParallel; the normalisation is ImageNet's, as its trainer has it. */
export const akamaster: Scheme = {
  id: 'akamaster',
  source: 'https://github.com/akamaster/pytorch_resnet_cifar10',
  layout: 'OIHW',
  layers: [{ from: /^linear$/, to: 'fc' }],
  parts: {},
}
