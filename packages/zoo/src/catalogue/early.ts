/** @file LeNet, AlexNet, ZFNet and network in network. */

import { alexnetTorchvision } from '../alexnet-torchvision.ts'
import { alexnet, alexnetUngrouped } from '../alexnet.ts'
import { lenet5Modern } from '../lenet5-modern.ts'
import { lenet5 } from '../lenet5.ts'
import { ninCifar10, ninCifar100, ninImagenet } from '../nin.ts'
import { zfnet } from '../zfnet.ts'
import { cifar10, validation, type Entry } from './entry.ts'

const lin = 'Lin et al. 2013'

export const early: readonly Entry[] = [
  {
    id: 'lenet5',
    build: lenet5,
    paper: 'LeCun et al. 1998',
    published: {
      top1: 99.05,
      dataset: 'MNIST',
      protocol: 'test, training without distortions',
      source: 'LeCun et al. 1998, section III.B',
    },
  },
  { id: 'lenet5-modern', build: lenet5Modern, paper: 'LeCun et al. 1998' },
  {
    id: 'alexnet',
    build: alexnet,
    paper: 'Krizhevsky et al. 2012',
    published: validation({ top1: 59.3, top5: 81.8 }, 'ten crops averaged', 'Krizhevsky et al. 2012, table 2'),
  },
  { id: 'alexnet-ungrouped', build: alexnetUngrouped, paper: 'Krizhevsky et al. 2012' },
  {
    id: 'alexnet-torchvision',
    build: alexnetTorchvision,
    paper: 'Krizhevsky 2014',
  },
  {
    id: 'zfnet',
    build: zfnet,
    paper: 'Zeiler & Fergus 2013',
    published: validation({ top1: 61.6, top5: 83.5 }, 'one network', 'Zeiler & Fergus 2013, table 2'),
  },
  {
    id: 'nin-cifar10',
    build: ninCifar10,
    paper: lin,
    published: cifar10(91.19, 'test, trained with translations and flips', `${lin}, table 1`),
  },
  {
    id: 'nin-cifar100',
    build: ninCifar100,
    paper: lin,
    published: {
      top1: 64.32,
      dataset: 'CIFAR-100',
      protocol: 'test, trained without augmentation',
      source: `${lin}, table 2`,
    },
  },
  { id: 'nin-imagenet', build: ninImagenet, paper: lin },
]
