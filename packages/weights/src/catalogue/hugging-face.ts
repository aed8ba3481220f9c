/**
 * @file Weights of timm on the Hugging Face hub as safetensors. Those named `tv_in1k` are torchvision's first weights under
 * another roof, so accuracy and steps are torchvision's.
 */

import { fromTorchvision } from './torchvision.ts'
import { inceptionRange, torchvisionSteps, type Published } from './published.ts'

// Public API

export const fromHuggingFace: readonly Published[] = [
  ...['vgg16', 'resnet50', 'densenet121', 'inception-v3'].map(mirrored),
  {
    network: 'inception-v4',
    publisher: 'timm',
    name: 'timm/inception_v4.tf_in1k',
    format: 'safetensors',
    url: address('inception_v4.tf_in1k'),
    // timm/models/inception_v4.py, default_cfgs: crop_pct 0.875, and 299 / 0.875 rounded down is 341.
    preprocessing: { ...torchvisionSteps, resize: 341, crop: 299, interpolation: 'bicubic', ...inceptionRange },
    accuracy: {
      top1: 80.144,
      top5: 94.982,
      dataset: 'ImageNet',
      protocol: 'validation, one crop of 299²',
      source: "timm's results on ImageNet",
    },
  },
]

// Implementation

function mirrored(network: string): Published {
  const { accuracy, preprocessing, note } = fromTorchvision.find((one) => one.network === network)!
  const file = `${network.replace('-', '_')}.tv_in1k`
  return {
    network,
    publisher: 'timm',
    name: `timm/${file}`,
    format: 'safetensors',
    url: address(file),
    preprocessing,
    ...(accuracy && { accuracy }),
    ...(note && { note }),
  }
}

function address(file: string): string {
  return `https://huggingface.co/timm/${file}/resolve/main/model.safetensors`
}
