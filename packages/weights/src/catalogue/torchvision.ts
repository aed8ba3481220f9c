/** @file Weights of torchvision, from its own table (`get_model_weights` in 0.14): addresses, preset and accuracy. */

import { inceptionNormalisation, type Preprocessing } from '@cnn/data'
import { torchvisionSteps, type Published } from './published.ts'

// Public API

export const fromTorchvision: readonly Published[] = [
  first('alexnet-torchvision', 'AlexNet', 'alexnet-owt-7be5be79', 56.522, 79.066),
  first('vgg11', 'VGG11', 'vgg11-8a719046', 69.02, 88.628),
  first('vgg13', 'VGG13', 'vgg13-19584684', 69.928, 89.246),
  first('vgg16', 'VGG16', 'vgg16-397923af', 71.592, 90.382),
  first('vgg19', 'VGG19', 'vgg19-dcbb9e9d', 72.376, 90.876),
  first('vgg11-bn', 'VGG11_BN', 'vgg11_bn-6002323d', 70.37, 89.81),
  first('vgg13-bn', 'VGG13_BN', 'vgg13_bn-abd245e5', 71.586, 90.374),
  first('vgg16-bn', 'VGG16_BN', 'vgg16_bn-6c64b313', 73.36, 91.516),
  first('vgg19-bn', 'VGG19_BN', 'vgg19_bn-c79401a0', 74.218, 91.842),
  {
    ...first('googlenet-torchvision', 'GoogLeNet', 'googlenet-1378be20', 69.778, 89.53, inceptionNormalisation),
    note: 'torchvision normalises with the ImageNet means and turns that back within the network (transform_input); these steps do both in one',
  },
  {
    ...first('inception-v3', 'Inception_V3', 'inception_v3_google-0cc3c7bd', 77.294, 93.45, {
      resize: 342,
      crop: 299,
      ...inceptionNormalisation,
    }),
    note: 'torchvision normalises with the ImageNet means and turns that back within the network (transform_input); these steps do both in one',
  },
  first('resnet18', 'ResNet18', 'resnet18-f37072fd', 69.758, 89.078),
  first('resnet34', 'ResNet34', 'resnet34-b627a593', 73.314, 91.42),
  first('resnet50', 'ResNet50', 'resnet50-0676ba61', 76.13, 92.862),
  second('resnet50', 'ResNet50', 'resnet50-11ad3fa6', 80.858, 95.434),
  first('resnet101', 'ResNet101', 'resnet101-63fe2227', 77.374, 93.546),
  second('resnet101', 'ResNet101', 'resnet101-cd907fc2', 81.886, 95.78),
  first('resnet152', 'ResNet152', 'resnet152-394f9c45', 78.312, 94.046),
  second('resnet152', 'ResNet152', 'resnet152-f82ba261', 82.284, 96.002),
  first('densenet121', 'DenseNet121', 'densenet121-a639ec97', 74.434, 91.972),
  first('densenet161', 'DenseNet161', 'densenet161-8d451a50', 77.138, 93.56),
  first('densenet169', 'DenseNet169', 'densenet169-b2777c0a', 75.6, 92.806),
  first('densenet201', 'DenseNet201', 'densenet201-c1103571', 76.896, 93.37),
]

// Implementation

function first(
  network: string,
  model: string,
  file: string,
  top1: number,
  top5: number,
  steps: Partial<Preprocessing> = {},
): Published {
  return row(network, `${model}_Weights.IMAGENET1K_V1`, file, top1, top5, steps)
}

/** Trained by the newer recipe, and measured at its own size. */
function second(network: string, model: string, file: string, top1: number, top5: number): Published {
  return row(network, `${model}_Weights.IMAGENET1K_V2`, file, top1, top5, { resize: 232 })
}

function row(
  network: string,
  name: string,
  file: string,
  top1: number,
  top5: number,
  steps: Partial<Preprocessing>,
): Published {
  const preprocessing = { ...torchvisionSteps, ...steps }
  return {
    network,
    publisher: 'torchvision',
    name,
    format: 'pth',
    url: `https://download.pytorch.org/models/${file}.pth`,
    // torch.hub's names end so, and torchvision checks it.
    sha256: file.split('-').at(-1)!,
    preprocessing,
    accuracy: {
      top1,
      top5,
      dataset: 'ImageNet',
      protocol: `validation, one centre crop of ${String(preprocessing.crop)}²`,
      source: `torchvision, ${name}`,
    },
  }
}
