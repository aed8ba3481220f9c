/**
 * @file One network of each family that is slim enough to be trained on CIFAR-10's 32×32 images, by the family's own
 * options: fewer filters or less growth, and no stride in the first convolution. The residual families have such
 * networks already.
 */

import { network } from '@cnn/shapes'
import { alexnet } from '../alexnet.ts'
import { densenet121 } from '../densenet.ts'
import { googlenetTorchvision } from '../googlenet.ts'
import { inceptionV3 } from '../inception-v3.ts'
import { lenet5Modern } from '../lenet5-modern.ts'
import { ninCifar10 } from '../nin.ts'
import type { Build } from '../options.ts'
import { vgg16Bn } from '../vgg.ts'
import { zfnet } from '../zfnet.ts'
import type { Entry } from './entry.ts'

const images = { classes: 10, size: 32 } as const

/** The network that a family builds with other options, under a name of its own. */
const slim = (id: string, paper: string, build: Build): Entry => ({
  id,
  paper,
  build: (options) => network(id, build(options).outputs),
})

export const smalls: readonly Entry[] = [
  slim('lenet5-cifar10', 'LeCun et al. 1998', (options) => lenet5Modern({ channels: 3, ...options })),
  slim('alexnet-small', 'Krizhevsky et al. 2012', (options) =>
    alexnet({ ...images, stride: 1, width: 3 / 8, ceil: false, ...options }),
  ),
  slim('zfnet-small', 'Zeiler & Fergus 2013', (options) => zfnet({ ...images, stride: 1, width: 3 / 8, ...options })),
  slim('nin-small', 'Lin et al. 2013', (options) => ninCifar10({ width: 1 / 2, ...options })),
  slim('vgg16-bn-small', 'Simonyan & Zisserman 2014', (options) => vgg16Bn({ ...images, width: 1 / 4, ...options })),
  slim('googlenet-small', 'Szegedy et al. 2014', (options) =>
    googlenetTorchvision({ ...images, stride: 1, width: 1 / 2, ...options }),
  ),
  slim('inception-v3-small', 'Szegedy et al. 2015', (options) =>
    inceptionV3({ ...images, stride: 1, pad: 1, width: 1 / 4, heads: false, ...options }),
  ),
  slim('densenet121-small', 'Huang et al. 2016', (options) =>
    densenet121({ ...images, stride: 1, growth: 8, ...options }),
  ),
]
