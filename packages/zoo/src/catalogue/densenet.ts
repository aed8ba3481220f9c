/** @file Densely connected networks. */

import * as cifar from '../cifar-densenet.ts'
import * as imagenet from '../densenet.ts'
import { cifar10, validation, type Entry } from './entry.ts'

const paper = 'Huang et al. 2016'
const small = (top1: number) => cifar10(top1, 'test, trained with translations and flips', `${paper}, table 2`)

export const densenets: readonly Entry[] = [
  { id: 'densenet40-12', build: cifar.densenet40k12, paper, published: small(94.76) },
  { id: 'densenet100-12', build: cifar.densenet100k12, paper, published: small(95.9) },
  { id: 'densenet100-24', build: cifar.densenet100k24, paper, published: small(96.26) },
  { id: 'densenet-bc100-12', build: cifar.densenetBC100k12, paper, published: small(95.49) },
  { id: 'densenet-bc250-24', build: cifar.densenetBC250k24, paper, published: small(96.38) },
  { id: 'densenet-bc190-40', build: cifar.densenetBC190k40, paper, published: small(96.54) },
  {
    id: 'densenet121',
    build: imagenet.densenet121,
    paper,
  },
  {
    id: 'densenet161',
    build: imagenet.densenet161,
    paper,
  },
  {
    id: 'densenet169',
    build: imagenet.densenet169,
    paper,
  },
  {
    id: 'densenet201',
    build: imagenet.densenet201,
    paper,
  },
  {
    id: 'densenet264',
    build: imagenet.densenet264,
    paper,
    published: validation({ top1: 77.85, top5: 93.88 }, 'one crop', `${paper}, table 3`),
  },
]
