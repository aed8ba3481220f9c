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
import { validation, type Entry, type Claim } from './entry.ts'

const paper = 'Simonyan & Zisserman 2014'
const dense = (top1: number, top5: number) =>
  validation({ top1, top5 }, 'dense evaluation at one scale', `${paper}, table 3`)

interface Column {
  readonly id: string
  readonly build: Build<VggOptions>
  /** Evaluated as a fully convolutional network. */
  readonly published?: Claim
}

const columns: readonly Column[] = [
  { id: 'vgg11', build: vgg11, published: dense(70.4, 89.6) },
  { id: 'vgg11-lrn', build: vgg11Lrn, published: dense(70.3, 89.5) },
  { id: 'vgg13', build: vgg13, published: dense(71.3, 90.1) },
  { id: 'vgg16-c', build: vgg16C, published: dense(71.9, 90.6) },
  { id: 'vgg16', build: vgg16, published: dense(73, 91.2) },
  { id: 'vgg19', build: vgg19, published: dense(72.7, 91) },
  { id: 'vgg11-bn', build: vgg11Bn },
  { id: 'vgg13-bn', build: vgg13Bn },
  { id: 'vgg16-c-bn', build: vgg16CBn },
  { id: 'vgg16-bn', build: vgg16Bn },
  { id: 'vgg19-bn', build: vgg19Bn },
]

export const vggs: readonly Entry[] = [
  ...columns.map((column) => ({ ...column, paper })),
  ...columns.map(({ id, build, ...claimed }) => ({
    id: `${id}-fcn`,
    build: (options?: VggOptions) => build({ fullyConvolutional: 224, ...options }),
    paper,
    ...claimed,
  })),
]
