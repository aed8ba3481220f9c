/** @file Weights of torchvision, from its own table (`get_model_weights` in 0.14): addresses, preset and accuracy. */

import { inceptionNormalisation, type Preprocessing } from '@cnn/data'
import { torchvisionSteps, type Published } from './published.ts'

// Public API

export const fromTorchvision: readonly Published[] = [
  first('alexnet-torchvision', 'AlexNet', 'alexnet-owt-7be5be79', { top1: 56.522, top5: 79.066 }),
  first('vgg11', 'VGG11', 'vgg11-8a719046', { top1: 69.02, top5: 88.628 }),
  first('vgg13', 'VGG13', 'vgg13-19584684', { top1: 69.928, top5: 89.246 }),
  first('vgg16', 'VGG16', 'vgg16-397923af', { top1: 71.592, top5: 90.382 }),
  first('vgg19', 'VGG19', 'vgg19-dcbb9e9d', { top1: 72.376, top5: 90.876 }),
  first('vgg11-bn', 'VGG11_BN', 'vgg11_bn-6002323d', { top1: 70.37, top5: 89.81 }),
  first('vgg13-bn', 'VGG13_BN', 'vgg13_bn-abd245e5', { top1: 71.586, top5: 90.374 }),
  first('vgg16-bn', 'VGG16_BN', 'vgg16_bn-6c64b313', { top1: 73.36, top5: 91.516 }),
  first('vgg19-bn', 'VGG19_BN', 'vgg19_bn-c79401a0', { top1: 74.218, top5: 91.842 }),
  {
    ...first('googlenet-torchvision', 'GoogLeNet', 'googlenet-1378be20', {
      top1: 69.778,
      top5: 89.53,
      steps: inceptionNormalisation,
    }),
    note:
      'torchvision normalises with the ImageNet means and turns that back within the network ' +
      '(transform_input); these steps do both in one',
  },
  {
    ...first('inception-v3', 'Inception_V3', 'inception_v3_google-0cc3c7bd', {
      top1: 77.294,
      top5: 93.45,
      steps: { resize: 342, crop: 299, ...inceptionNormalisation },
    }),
    note:
      'torchvision normalises with the ImageNet means and turns that back within the network ' +
      '(transform_input); these steps do both in one',
  },
  first('resnet18', 'ResNet18', 'resnet18-f37072fd', { top1: 69.758, top5: 89.078 }),
  first('resnet34', 'ResNet34', 'resnet34-b627a593', { top1: 73.314, top5: 91.42 }),
  first('resnet50', 'ResNet50', 'resnet50-0676ba61', { top1: 76.13, top5: 92.862 }),
  second('resnet50', 'ResNet50', 'resnet50-11ad3fa6', { top1: 80.858, top5: 95.434 }),
  first('resnet101', 'ResNet101', 'resnet101-63fe2227', { top1: 77.374, top5: 93.546 }),
  second('resnet101', 'ResNet101', 'resnet101-cd907fc2', { top1: 81.886, top5: 95.78 }),
  first('resnet152', 'ResNet152', 'resnet152-394f9c45', { top1: 78.312, top5: 94.046 }),
  second('resnet152', 'ResNet152', 'resnet152-f82ba261', { top1: 82.284, top5: 96.002 }),
  first('densenet121', 'DenseNet121', 'densenet121-a639ec97', { top1: 74.434, top5: 91.972 }),
  first('densenet161', 'DenseNet161', 'densenet161-8d451a50', { top1: 77.138, top5: 93.56 }),
  first('densenet169', 'DenseNet169', 'densenet169-b2777c0a', { top1: 75.6, top5: 92.806 }),
  first('densenet201', 'DenseNet201', 'densenet201-c1103571', { top1: 76.896, top5: 93.37 }),
]

// Implementation

/** Accuracies in percent, reached with torchvision's usual steps unless others are given. */
interface Reached {
  readonly top1: number
  readonly top5: number
  readonly steps?: Partial<Preprocessing>
}

function first(network: string, model: string, file: string, reached: Reached): Published {
  return row(network, `${model}_Weights.IMAGENET1K_V1`, file, reached)
}

/** Trained by the newer recipe, and measured at its own size. */
function second(network: string, model: string, file: string, reached: Reached): Published {
  return row(network, `${model}_Weights.IMAGENET1K_V2`, file, { ...reached, steps: { resize: 232 } })
}

function row(network: string, name: string, file: string, { top1, top5, steps }: Reached): Published {
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
