/** @file A small one of each family, as one would train it on images of 32². */

import { createHash } from 'node:crypto'
import { macs, params, ShapeError, type Network } from '@cnn/shapes'
import { expect, test } from 'vitest'
import * as networks from '../src/index.ts'

const small = { classes: 10, size: 32 }

const slim: readonly (readonly [string, () => Network, () => Network])[] = [
  [
    'alexnet',
    () => networks.alexnet({ ...small, stride: 1, width: 0.25 }),
    () => networks.alexnet({ ...small, stride: 1 }),
  ],
  ['zfnet', () => networks.zfnet({ ...small, stride: 1, width: 0.25 }), () => networks.zfnet({ ...small, stride: 1 })],
  ['nin', () => networks.ninCifar10({ ...small, width: 0.25 }), () => networks.ninCifar10(small)],
  ['vgg', () => networks.vgg11Bn({ ...small, width: 0.25 }), () => networks.vgg11Bn(small)],
  [
    'googlenet',
    () => networks.googlenet({ ...small, stride: 1, width: 0.25, heads: false }),
    () => networks.googlenet({ ...small, stride: 1, heads: false }),
  ],
  [
    'inception-v3',
    () => networks.inceptionV3({ ...small, stride: 1, pad: 1, width: 0.25, heads: false }),
    () => networks.inceptionV3({ ...small, stride: 1, pad: 1, heads: false }),
  ],
  [
    'inception-v4',
    () => networks.inceptionV4({ ...small, stride: 1, pad: 1, width: 0.25 }),
    () => networks.inceptionV4({ ...small, stride: 1, pad: 1 }),
  ],
  [
    'resnet',
    () => networks.resnet18({ ...small, stride: 1, width: 0.25 }),
    () => networks.resnet18({ ...small, stride: 1 }),
  ],
  ['cifar resnet', () => networks.resnet20({ ...small, width: 0.5 }), () => networks.resnet20(small)],
  ['preact', () => networks.preactResnet164({ ...small, width: 0.5 }), () => networks.preactResnet164(small)],
  [
    'densenet',
    () => networks.densenet121({ ...small, stride: 1, growth: 8 }),
    () => networks.densenet121({ ...small, stride: 1 }),
  ],
  ['cifar densenet', () => networks.densenetBC100k12({ ...small, growth: 6 }), () => networks.densenetBC100k12(small)],
]

test.each(slim)('%s: as deep, with ten classes, and a fraction of parameters and work', (_, build, whole) => {
  const [net, full] = [build(), whole()]
  expect(net.outputs['logits']!.shape).toEqual([10])
  expect(net.nodes.map(({ kind }) => kind)).toEqual(full.nodes.map(({ kind }) => kind))
  // Width w leaves w² of the weights between two layers, and w of those at either end.
  expect(params(net)).toBeLessThan(params(full) / 3)
  expect(macs(net)).toBeLessThan(macs(full) / 2.5)
  expect(net.nodes.filter(({ shape }) => shape.length === 3).every(({ shape }) => shape[0] >= 1)).toBe(true)
})

test('auxiliary heads need larger images, and say so', () => {
  expect(() => networks.googlenet(small)).toThrow(ShapeError)
  expect(Object.keys(networks.googlenet({ ...small, heads: false }).outputs)).toEqual(['logits'])
})

test("LeNet-5's codes: 84 pixels of ±1 for each digit, no two alike", () => {
  const codes = networks.digitCodes()
  expect(codes.map((code) => code.length)).toEqual(Array.from({ length: 10 }, () => 84))
  expect(new Set(codes.flat())).toEqual(new Set([1, -1]))
  for (const [i, one] of codes.entries())
    for (const other of codes.slice(0, i))
      expect(one.filter((pixel, at) => pixel !== other[at]).length).toBeGreaterThanOrEqual(5)
})

test('they are the pixels that others read off figure 3: the digest is of utils/RBF_initial_weight.py in LeNet-from-Scratch', () => {
  const text = networks
    .digitCodes()
    .flat()
    .map((pixel) => (pixel > 0 ? '+' : '-'))
    .join('')
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    '708ce051b821d8eede2c37a0ade3c9a1716781d3ca31ea8d60320a073b9b13ba',
  )
})

test('AlexNet of the 224² that the paper says has as many weights as of 227², since pooling rounds up; without, it has fewer', () => {
  expect(params(networks.alexnet({ size: 224 }))).toBe(60_965_224)
  expect(params(networks.alexnet({ size: 227, ceil: false }))).toBe(60_965_224)
  expect(params(networks.alexnet({ size: 224, ceil: false }))).toBe(60_965_224 - (36 - 25) * 256 * 4096)
})

test('LeNet-5 without a code for each class has a dense layer of 85 parameters for each; codes can be given, one for each', () => {
  const last = (options: networks.LeNet5Options) => networks.lenet5(options).outputs['logits']
  const codes = networks.digitCodes().slice(0, 7)
  expect([last({}), last({ codes }), last({ codes, classes: 7 })].map(({ kind, shape }) => [kind, ...shape])).toEqual([
    ['rbf', 10],
    ['rbf', 7],
    ['rbf', 7],
  ])
  expect(
    [last({ classes: 26 }), last({ classes: 7 }), last({ output: 'dense' })].map(({ kind, shape }) => [kind, ...shape]),
  ).toEqual([
    ['dense', 26],
    ['dense', 7],
    ['dense', 10],
  ])
  expect(params(networks.lenet5({ classes: 26 }))).toBe(60_000 + 26 * 85)
  expect(params(networks.lenet5({ output: 'dense' }))).toBe(60_000 + 10 * 85)
  const message = "lenet5 has codes for 10 classes, not 26; give a code for each, or output: 'dense'"
  expect(() => networks.lenet5({ classes: 26, output: 'rbf' })).toThrow(message)
  expect(() => networks.lenet5({ classes: 26, codes })).toThrow('lenet5 has codes for 7 classes, not 26')
})
