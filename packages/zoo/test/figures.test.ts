/**
 * @file Parameters, multiply-accumulates and receptive field, to the last unit. Parameters and multiply-accumulates were
 * counted with PyTorch, on torchvision's modules and those of benchmarks/goldens/generate.py; fields are published
 * (Araujo et al. 2019) or follow from the papers' tables.
 */

import { macs, params, receptiveField, select } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { zoo } from '../src/index.ts'

const figures: Record<
  string,
  { parameters: number; withHeads?: number; macs: number; macsWithHeads?: number; field: number; stride: number }
> = {
  'lenet5-modern': { parameters: 61_706, macs: 416_520, field: 32, stride: 4 },
  resnet20: { parameters: 269_722, macs: 40_551_040, field: 81, stride: 4 },
  alexnet: { parameters: 60_965_224, macs: 724_406_816, field: 195, stride: 32 },
  googlenet: { parameters: 6_998_552, withHeads: 13_378_280, macs: 1_582_671_872, macsWithHeads: 1_591_044_096, field: 715, stride: 32 },
  resnet18: { parameters: 11_689_512, macs: 1_814_073_344, field: 435, stride: 32 },
  densenet121: { parameters: 7_978_856, macs: 2_834_161_664, field: 2071, stride: 32 },
  resnet50: { parameters: 25_557_032, macs: 4_089_184_256, field: 427, stride: 32 },
  vgg16: { parameters: 138_357_544, macs: 15_470_264_320, field: 212, stride: 32 },
}

test('every network has its figures', () => {
  expect(zoo.map(({ id }) => id).sort()).toEqual(Object.keys(figures).sort())
})

test.each(zoo)('$id', ({ id, build }) => {
  const { parameters, withHeads = parameters, macs: macsOfLogits, macsWithHeads = macsOfLogits, field, stride } = figures[id]!
  const net = build()
  expect(params(select(net, 'logits'))).toBe(parameters)
  expect(params(net)).toBe(withHeads)
  expect(macs(select(net, 'logits'))).toBe(macsOfLogits)
  expect(macs(net)).toBe(macsWithHeads)
  expect(receptiveField(net)).toMatchObject({ size: [field, field], stride: [stride, stride], aligned: true })
})
