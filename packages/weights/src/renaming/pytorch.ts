/** @file The names of PyTorch's world: torchvision's, timm's, transformers', and those of akamaster's CIFAR ResNets. */

import type { Scheme } from './scheme.ts'

// Tables

/** Counted from 0 there and from 1 here. */
const next = { 0: '1', 1: '2', 2: '3', 3: '4' }
const kinds = { convolution: 'conv', normalization: 'bn' }

/** Ours are torchvision's names. */
export const torchvision: Scheme = {
  id: 'torchvision',
  source: 'https://github.com/pytorch/vision',
  layout: 'OIHW',
  layers: [
    // Before 0.3 DenseNet's layers had dots that module names may not have (torchvision/models/densenet.py,
    // `_load_state_dict`).
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

/**
 * https://github.com/akamaster/pytorch_resnet_cifar10, saved from DataParallel; the normalisation is ImageNet's, as its
 * trainer has it.
 */
export const akamaster: Scheme = {
  id: 'akamaster',
  source: 'https://github.com/akamaster/pytorch_resnet_cifar10',
  layout: 'OIHW',
  layers: [{ from: /^linear$/, to: 'fc' }],
  parts: {},
}

/**
 * transformers' ResNet (models/resnet/modeling_resnet.py); by default the stride stands in the 3×3, as in torchvision.
 */
export const transformers: Scheme = {
  id: 'transformers',
  source: 'https://github.com/huggingface/transformers',
  layout: 'OIHW',
  layers: [
    { from: /^(?:resnet\.)?embedder\.embedder\.(convolution|normalization)$/, to: '$11', words: [kinds] },
    {
      from: /^(?:resnet\.)?encoder\.stages\.([0-3])\.layers\.(\d+)\.shortcut\.(convolution|normalization)$/,
      to: 'layer$1.$2.downsample.$3',
      words: [next, undefined, { convolution: '0', normalization: '1' }],
    },
    {
      from: /^(?:resnet\.)?encoder\.stages\.([0-3])\.layers\.(\d+)\.layer\.([0-2])\.(convolution|normalization)$/,
      to: 'layer$1.$2.$4$3',
      words: [next, undefined, next, kinds],
    },
    { from: /^classifier\.1$/, to: 'fc' },
  ],
  parts: {},
}
