/** @file The catalogue: every architecture by its id, with what its paper and its reference implementation publish. */

import { alexnet } from './alexnet.ts'
import { densenet121 } from './densenet.ts'
import { googlenet } from './googlenet.ts'
import { lenet5Modern } from './lenet5.ts'
import type { Build } from './options.ts'
import { resnet18, resnet20, resnet50 } from './resnet.ts'
import { vgg16 } from './vgg.ts'

/** An accuracy that somebody published: never measured here. */
export interface Published {
  /** In percent of the images of `dataset`. */
  readonly top1?: number
  readonly top5?: number
  readonly dataset: 'ImageNet' | 'CIFAR-10'
  readonly protocol: string
  readonly source: string
}

export interface Entry {
  readonly id: string
  readonly build: Build
  readonly paper: string
  readonly published?: Published
}

const torchvision = (weights: string): Pick<Published, 'dataset' | 'protocol' | 'source'> => ({
  dataset: 'ImageNet',
  protocol: 'validation, one centre crop of 224²',
  source: `torchvision, ${weights}`,
})

export const zoo: readonly Entry[] = [
  { id: 'lenet5-modern', build: lenet5Modern, paper: 'LeCun et al. 1998' },
  {
    id: 'resnet20',
    build: resnet20,
    paper: 'He et al. 2015',
    published: { top1: 91.25, dataset: 'CIFAR-10', protocol: 'test', source: 'He et al. 2015, table 6' },
  },
  {
    id: 'alexnet',
    build: alexnet,
    paper: 'Krizhevsky et al. 2012',
    published: {
      top1: 59.3,
      top5: 81.8,
      dataset: 'ImageNet',
      protocol: 'validation, ten crops averaged',
      source: 'Krizhevsky et al. 2012, table 2',
    },
  },
  {
    id: 'googlenet',
    build: googlenet,
    paper: 'Szegedy et al. 2014',
    published: { top5: 89.93, dataset: 'ImageNet', protocol: 'validation, one crop', source: 'Szegedy et al. 2014, table 3' },
  },
  {
    id: 'resnet18',
    build: resnet18,
    paper: 'He et al. 2015',
    published: { top1: 69.758, top5: 89.078, ...torchvision('ResNet18_Weights.IMAGENET1K_V1') },
  },
  {
    id: 'densenet121',
    build: densenet121,
    paper: 'Huang et al. 2016',
    published: { top1: 74.434, top5: 91.972, ...torchvision('DenseNet121_Weights.IMAGENET1K_V1') },
  },
  {
    id: 'resnet50',
    build: resnet50,
    paper: 'He et al. 2015',
    published: { top1: 76.13, top5: 92.862, ...torchvision('ResNet50_Weights.IMAGENET1K_V1') },
  },
  {
    id: 'vgg16',
    build: vgg16,
    paper: 'Simonyan & Zisserman 2014',
    published: { top1: 71.592, top5: 90.382, ...torchvision('VGG16_Weights.IMAGENET1K_V1') },
  },
]
