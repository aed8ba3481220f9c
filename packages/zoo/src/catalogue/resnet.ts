/** @file Residual networks and the plain ones that they are compared with. */

import * as cifar from '../cifar-resnet.ts'
import { preactResnet1001, preactResnet164, preactResnet20 } from '../preact-resnet.ts'
import * as imagenet from '../resnet.ts'
import { cifar10, validation, type Entry } from './entry.ts'

const paper = 'He et al. 2015'
const plain = (top1: number) => validation({ top1 }, 'ten crops averaged', `${paper}, table 2`)
const tenCrops = (top1: number, top5: number) => validation({ top1, top5 }, 'ten crops averaged', `${paper}, table 3`)
const oneCrop = (top1: number, top5: number) => validation({ top1, top5 }, 'one crop', "the authors' models for Caffe")
const small = (top1: number, protocol = 'test') => cifar10(top1, protocol, `${paper}, table 6`)
const preact = (top1: number) => cifar10(top1, 'test, median of five runs', 'He et al. 2016, table 4')

export const resnets: readonly Entry[] = [
  { id: 'plain20', build: cifar.plain20, paper },
  { id: 'plain32', build: cifar.plain32, paper },
  { id: 'plain44', build: cifar.plain44, paper },
  { id: 'plain56', build: cifar.plain56, paper },
  { id: 'resnet20', build: cifar.resnet20, paper, published: small(91.25) },
  { id: 'resnet32', build: cifar.resnet32, paper, published: small(92.49) },
  { id: 'resnet44', build: cifar.resnet44, paper, published: small(92.83) },
  { id: 'resnet56', build: cifar.resnet56, paper, published: small(93.03) },
  { id: 'resnet110', build: cifar.resnet110, paper, published: small(93.57, 'test, best of five runs') },
  { id: 'resnet1202', build: cifar.resnet1202, paper, published: small(92.07) },
  { id: 'preact-resnet20', build: preactResnet20, paper: 'He et al. 2016' },
  { id: 'preact-resnet164', build: preactResnet164, paper: 'He et al. 2016', published: preact(94.54) },
  { id: 'preact-resnet1001', build: preactResnet1001, paper: 'He et al. 2016', published: preact(95.08) },
  { id: 'plain18', build: imagenet.plain18, paper, published: plain(72.06) },
  { id: 'plain34', build: imagenet.plain34, paper, published: plain(71.46) },
  { id: 'resnet18', build: imagenet.resnet18, paper },
  { id: 'resnet34-a', build: imagenet.resnet34A, paper, published: tenCrops(74.97, 92.24) },
  { id: 'resnet34', build: imagenet.resnet34, paper },
  { id: 'resnet34-c', build: imagenet.resnet34C, paper, published: tenCrops(75.81, 92.6) },
  { id: 'resnet50', build: imagenet.resnet50, paper },
  { id: 'resnet101', build: imagenet.resnet101, paper },
  { id: 'resnet152', build: imagenet.resnet152, paper },
  { id: 'resnet50-v1', build: imagenet.resnet50V1, paper, published: oneCrop(75.3, 92.2) },
  { id: 'resnet101-v1', build: imagenet.resnet101V1, paper, published: oneCrop(76.4, 92.9) },
  { id: 'resnet152-v1', build: imagenet.resnet152V1, paper, published: oneCrop(77, 93.3) },
]
