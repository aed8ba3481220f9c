/** @file VGG, all columns of its table. */

import { vgg11, vgg11Bn, vgg11Lrn, vgg13, vgg13Bn, vgg16, vgg16Bn, vgg16C, vgg16CBn, vgg19, vgg19Bn } from '../vgg.ts'
import { torchvision, validation, type Entry } from './entry.ts'

const paper = 'Simonyan & Zisserman 2014'
const dense = (top1: number, top5: number) => validation({ top1, top5 }, 'dense evaluation at one scale', `${paper}, table 3`)

export const vggs: readonly Entry[] = [
  { id: 'vgg11', build: vgg11, paper, published: torchvision(69.02, 88.628, 'VGG11_Weights') },
  { id: 'vgg11-lrn', build: vgg11Lrn, paper, published: dense(70.3, 89.5) },
  { id: 'vgg13', build: vgg13, paper, published: torchvision(69.928, 89.246, 'VGG13_Weights') },
  { id: 'vgg16-c', build: vgg16C, paper, published: dense(71.9, 90.6) },
  { id: 'vgg16', build: vgg16, paper, published: torchvision(71.592, 90.382, 'VGG16_Weights') },
  { id: 'vgg19', build: vgg19, paper, published: torchvision(72.376, 90.876, 'VGG19_Weights') },
  { id: 'vgg11-bn', build: vgg11Bn, paper, published: torchvision(70.37, 89.81, 'VGG11_BN_Weights') },
  { id: 'vgg13-bn', build: vgg13Bn, paper, published: torchvision(71.586, 90.374, 'VGG13_BN_Weights') },
  { id: 'vgg16-c-bn', build: vgg16CBn, paper },
  { id: 'vgg16-bn', build: vgg16Bn, paper, published: torchvision(73.36, 91.516, 'VGG16_BN_Weights') },
  { id: 'vgg19-bn', build: vgg19Bn, paper, published: torchvision(74.218, 91.842, 'VGG19_BN_Weights') },
]
