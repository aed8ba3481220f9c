/**
 * @file One network of each family that is slim enough to be trained on CIFAR-10's 32×32 images, by the family's own options:
 * fewer filters or less growth, and no stride in the first convolution. The residual families have such networks already.
 */

import { alexnet } from '../alexnet.ts'
import { densenet121 } from '../densenet.ts'
import { googlenetTorchvision } from '../googlenet.ts'
import { inceptionV3 } from '../inception-v3.ts'
import { lenet5Modern } from '../lenet5-modern.ts'
import { ninCifar10 } from '../nin.ts'
import { vgg16Bn } from '../vgg.ts'
import { zfnet } from '../zfnet.ts'
import type { Entry } from './entry.ts'

const images = { classes: 10, size: 32 } as const

export const smalls: readonly Entry[] = [
  { id: 'lenet5-cifar10', build: (options) => lenet5Modern({ channels: 3, ...options }), paper: 'LeCun et al. 1998' },
  { id: 'alexnet-small', build: (options) => alexnet({ ...images, stride: 1, width: 3 / 8, ...options }), paper: 'Krizhevsky et al. 2012' },
  { id: 'zfnet-small', build: (options) => zfnet({ ...images, stride: 1, width: 3 / 8, ...options }), paper: 'Zeiler & Fergus 2013' },
  { id: 'nin-small', build: (options) => ninCifar10({ width: 1 / 2, ...options }), paper: 'Lin et al. 2013' },
  { id: 'vgg16-bn-small', build: (options) => vgg16Bn({ ...images, width: 1 / 4, ...options }), paper: 'Simonyan & Zisserman 2014' },
  {
    id: 'googlenet-small',
    build: (options) => googlenetTorchvision({ ...images, stride: 1, width: 1 / 2, ...options }),
    paper: 'Szegedy et al. 2014',
  },
  {
    id: 'inception-v3-small',
    build: (options) => inceptionV3({ ...images, stride: 1, pad: 1, width: 1 / 4, heads: false, ...options }),
    paper: 'Szegedy et al. 2015',
  },
  { id: 'densenet121-small', build: (options) => densenet121({ ...images, stride: 1, growth: 8, ...options }), paper: 'Huang et al. 2016' },
]
