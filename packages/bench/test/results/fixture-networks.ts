/** @file What is known of the networks of the fixture before anything is measured. */

import type { Cell } from '../../src/results/results.ts'

export type Facts = Pick<Cell, 'network' | 'suite' | 'input' | 'parameters' | 'macs' | 'weights' | 'published'>

const cifar = (network: string, parameters: number, macs: number, top1?: number): Facts => ({
  network,
  suite: 'cifar10',
  input: [32, 32, 3],
  parameters,
  macs,
  weights: 'trained',
  ...(top1 !== undefined && {
    published: { top1, dataset: 'CIFAR-10', protocol: 'with augmentation', source: 'He et al. 2015, table 6' },
  }),
})
const imagenet = (
  network: string,
  parameters: number,
  macs: number,
  published: { top1?: number; top5?: number; source?: string },
): Facts => ({
  network,
  suite: 'imagenet',
  input: [224, 224, 3],
  parameters,
  macs,
  weights: 'random',
  published: {
    dataset: 'ImageNet',
    protocol: 'validation set, one centre crop of 224²',
    source: 'torchvision, IMAGENET1K_V1',
    ...published,
  },
})

export const lenet = cifar('lenet5-cifar10', 62_006, 651_720)
export const resnet20 = cifar('resnet20', 269_722, 40_551_552, 91.25)
export const alexnet = imagenet('alexnet', 60_965_224, 724_406_816, {
  top1: 59.3,
  top5: 81.8,
  source: 'Krizhevsky et al. 2012',
})
export const googlenet = imagenet('googlenet', 6_998_552, 1_582_671_872, {
  top5: 89.93,
  source: 'Szegedy et al. 2014, table 3',
})
export const resnet18 = imagenet('resnet18', 11_689_512, 1_814_073_344, { top1: 69.758, top5: 89.078 })
export const densenet121 = imagenet('densenet121', 7_978_856, 2_834_161_664, { top1: 74.434, top5: 91.972 })
export const resnet50 = imagenet('resnet50', 25_557_032, 4_089_184_256, { top1: 76.13, top5: 92.862 })
export const vgg16 = imagenet('vgg16', 138_357_544, 15_470_264_320, { top1: 71.592, top5: 90.382 })
