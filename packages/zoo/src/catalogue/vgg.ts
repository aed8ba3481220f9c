/** @file VGG, all columns of its table, and each as a fully convolutional network. */

import type { Build } from '../options.ts'
import {
  vgg11,
  vgg11Bn,
  vgg11Lrn,
  vgg13,
  vgg13Bn,
  vgg16,
  vgg16Bn,
  vgg16C,
  vgg16CBn,
  vgg19,
  vgg19Bn,
  type VggOptions,
} from '../vgg.ts'
import { torchvision, validation, type Entry, type Published } from './entry.ts'

const paper = 'Simonyan & Zisserman 2014'
const dense = (top1: number, top5: number) =>
  validation({ top1, top5 }, 'dense evaluation at one scale', `${paper}, table 3`)

interface Column {
  readonly id: string
  readonly build: Build<VggOptions>
  readonly published?: Published
  /** Of the fully convolutional network, which is how the paper evaluates. */
  readonly evaluated?: Published
}

const columns: readonly Column[] = [
  { id: 'vgg11', build: vgg11, published: torchvision(69.02, 88.628, 'VGG11_Weights'), evaluated: dense(70.4, 89.6) },
  { id: 'vgg11-lrn', build: vgg11Lrn, evaluated: dense(70.3, 89.5) },
  { id: 'vgg13', build: vgg13, published: torchvision(69.928, 89.246, 'VGG13_Weights'), evaluated: dense(71.3, 90.1) },
  { id: 'vgg16-c', build: vgg16C, evaluated: dense(71.9, 90.6) },
  { id: 'vgg16', build: vgg16, published: torchvision(71.592, 90.382, 'VGG16_Weights'), evaluated: dense(73, 91.2) },
  { id: 'vgg19', build: vgg19, published: torchvision(72.376, 90.876, 'VGG19_Weights'), evaluated: dense(72.7, 91) },
  { id: 'vgg11-bn', build: vgg11Bn, published: torchvision(70.37, 89.81, 'VGG11_BN_Weights') },
  { id: 'vgg13-bn', build: vgg13Bn, published: torchvision(71.586, 90.374, 'VGG13_BN_Weights') },
  { id: 'vgg16-c-bn', build: vgg16CBn },
  { id: 'vgg16-bn', build: vgg16Bn, published: torchvision(73.36, 91.516, 'VGG16_BN_Weights') },
  { id: 'vgg19-bn', build: vgg19Bn, published: torchvision(74.218, 91.842, 'VGG19_BN_Weights') },
]

export const vggs: readonly Entry[] = [
  ...columns.map(({ id, build, published, evaluated }) => entry(id, build, published ?? evaluated)),
  ...columns.map(({ id, build, evaluated }) =>
    entry(`${id}-fcn`, (options) => build({ fullyConvolutional: 224, ...options }), evaluated),
  ),
]

function entry(id: string, build: Build, published: Published | undefined): Entry {
  return { id, build, paper, ...(published && { published }) }
}
