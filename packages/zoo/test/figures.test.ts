/** @file Parameters, multiply-accumulates and receptive field of every network are those of figures.ts. */

import { macs, params, receptiveField, select } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { preactResnet1001, preactResnet164, preactResnet20, vgg16, zoo } from '../src/index.ts'
import { figures } from './figures.ts'

test('every network has its figures', () => {
  expect(zoo.map(({ id }) => id).sort()).toEqual(Object.keys(figures).sort())
})

test.each(zoo)('$id', ({ id, build }) => {
  const {
    parameters,
    withHeads = parameters,
    macs: macsOfLogits,
    macsWithHeads = macsOfLogits,
    field,
    stride,
  } = figures[id]!
  const net = build()
  expect(params(select(net, 'logits'))).toBe(parameters)
  expect(params(net)).toBe(withHeads)
  expect(macs(select(net, 'logits'))).toBe(macsOfLogits)
  expect(macs(net)).toBe(macsWithHeads)
  expect(receptiveField(net)).toMatchObject({ size: [field, field], stride: [stride, stride], aligned: true })
})

test("the authors' stride of pre-activation networks, in the 1×1, saves two such convolutions at full size", () => {
  // The first one of stages 2 and 3 computes a quarter of 32² · 64 · 32 and of 16² · 128 · 64.
  const saved = 0.75 * (32 * 32 * 64 * 32 + 16 * 16 * 128 * 64)
  for (const [id, build] of [
    ['preact-resnet20', preactResnet20],
    ['preact-resnet164', preactResnet164],
    ['preact-resnet1001', preactResnet1001],
  ] as const) {
    expect(macs(build({ strideAt: '3x3' }))).toBe(figures[id]!.macs + saved)
    expect(params(build({ strideAt: '3x3' }))).toBe(figures[id]!.parameters)
  }
})

test('a fully convolutional VGG-16 is the same network at 224², and has 2×2 places at 256²', () => {
  const dense = figures['vgg16']!
  const same = vgg16({ fullyConvolutional: 224 })
  expect(params(same)).toBe(dense.parameters)
  expect(macs(same)).toBe(dense.macs)
  const larger = vgg16({ fullyConvolutional: 224, size: 256 })
  expect(params(larger)).toBe(dense.parameters)
  expect(larger.nodes.find(({ name }) => name === 'classifier.6')!.shape).toEqual([2, 2, 1000])
  expect(() => vgg16({ fullyConvolutional: 224, size: 192 })).toThrow('a 7×7 window does not fit in 6×6')
})
