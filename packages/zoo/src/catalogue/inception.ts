/** @file GoogLeNet and its successors. */

import { googlenet, googlenetTorchvision } from '../googlenet.ts'
import { inceptionV3 } from '../inception-v3.ts'
import { inceptionV4 } from '../inception-v4.ts'
import { validation, type Entry } from './entry.ts'

export const inceptions: readonly Entry[] = [
  {
    id: 'googlenet',
    build: googlenet,
    paper: 'Szegedy et al. 2014',
    published: validation({ top5: 89.93 }, 'one crop', 'Szegedy et al. 2014, table 3'),
  },
  {
    id: 'googlenet-torchvision',
    build: googlenetTorchvision,
    paper: 'Szegedy et al. 2014',
  },
  {
    id: 'inception-v3',
    build: inceptionV3,
    paper: 'Szegedy et al. 2015',
  },
  {
    id: 'inception-v4',
    build: inceptionV4,
    paper: 'Szegedy et al. 2016',
    published: validation({ top1: 80, top5: 95 }, 'one crop', 'Szegedy et al. 2016, table 2'),
  },
]
