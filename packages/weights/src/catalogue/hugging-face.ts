/**
 * @file Weights of timm on the Hugging Face hub as safetensors. Those named `tv_in1k` are torchvision's first weights
 * under another roof, so accuracy and steps are torchvision's. Licences as each model's card on the hub states them.
 */

import { fromTorchvision } from './torchvision.ts'
import { inceptionNormalisation } from '@cnn/data'
import { torchvisionSteps, type Published } from './published.ts'

// Public API

export const fromHuggingFace: readonly Published[] = [
  mirrored('vgg16', 'BSD-3-Clause'),
  mirrored('resnet50', 'BSD-3-Clause'),
  mirrored('densenet121', 'Apache-2.0'),
  mirrored('inception-v3', 'Apache-2.0'),
  {
    network: 'inception-v4',
    publisher: 'timm',
    name: 'timm/inception_v4.tf_in1k',
    format: 'safetensors',
    url: address('inception_v4.tf_in1k'),
    licence: 'Apache-2.0',
    // The model's config.json: crop_pct 0.875, and 299 / 0.875 rounded down is 341.
    preprocessing: { ...torchvisionSteps, resize: 341, crop: 299, interpolation: 'bicubic', ...inceptionNormalisation },
    accuracy: {
      top1: 80.156,
      top5: 94.968,
      dataset: 'ImageNet',
      protocol: 'validation, one crop of 299²',
      source: 'timm, results/results-imagenet.csv at commit 0173a139',
    },
  },
]

// Implementation

function mirrored(network: string, licence: string): Published {
  const { accuracy, preprocessing, note } = fromTorchvision.find((one) => one.network === network)!
  const file = `${network.replace('-', '_')}.tv_in1k`
  return {
    network,
    publisher: 'timm',
    name: `timm/${file}`,
    format: 'safetensors',
    url: address(file),
    licence,
    preprocessing,
    ...(accuracy && { accuracy }),
    ...(note && { note }),
  }
}

function address(file: string): string {
  return `https://huggingface.co/timm/${file}/resolve/main/model.safetensors`
}
