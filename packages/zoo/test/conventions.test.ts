/**
 * @file The conventions against figures that the tools' authors and users published; none of these is from our own
 * code. Where the tool's figure is of torchvision's module and the graph is the paper's, the difference is spelt out.
 */

import {
  countOperations,
  kerasParams,
  params,
  select,
  type ConventionName,
  type KerasOptions,
  type Network,
} from '@cnn/shapes'
import { expect, test } from 'vitest'
import { zoo } from '../src/index.ts'

function build(id: string, size?: number): Network {
  const entry = zoo.find((one) => one.id === id)
  if (!entry) throw new Error(`no network '${id}' in the zoo`)
  return select(entry.build(size === undefined ? {} : { size }), 'logits')
}

const exact: readonly [ConventionName, string, { published: number; by: string; more?: number }][] = [
  ['thop', 'resnet18', { published: 1_824_033_792, by: 'profile(resnet18())' }],
  ['thop', 'resnet101', { published: 7_866_435_584, by: 'profile(resnet101())' }],
  ['thop', 'resnet152', { published: 11_603_945_472, by: 'profile(resnet152())' }],
  ['thop', 'resnet50', { published: 4_133_742_592, by: 'thop’s README: expected output of profile(resnet50())' }],
  // torchvision's VGG pools 7×7×512 adaptively to 7×7, an addition and a division each.
  ['thop', 'vgg11', { published: 7_609_140_224, by: 'profile(vgg11())', more: -2 * 7 * 7 * 512 }],
  ['thop', 'vgg19', { published: 19_632_112_640, by: 'profile(vgg19())', more: -2 * 7 * 7 * 512 }],
  ['thop', 'vgg16', { published: 15_470_314_496, by: 'profile(vgg16())', more: -2 * 7 * 7 * 512 }],
  // torchvision's DenseNet calls its last pooling as a function, which thop overlooks: 49 additions and a division for
  // each channel.
  ['thop', 'densenet121', { published: 2_897_007_104, by: 'profile(densenet121())', more: 50 * 1024 }],
  ['thop', 'densenet169', { published: 3_436_117_120, by: 'profile(densenet169())', more: 50 * 1664 }],
  ['thop', 'densenet201', { published: 4_390_381_952, by: 'profile(densenet201())', more: 50 * 1920 }],
  [
    'fvcore',
    'resnet50',
    {
      published: 4_111_512_576,
      by: 'a test that compares FlopCountAnalysis of torchvision’s resnet50: 4.111512576 G',
    },
  ],
]

test.each(exact)('%s of %s is %o', (convention, id, { published, more = 0 }) => {
  expect(countOperations(build(id), convention).total).toBe(published + more)
})

/** Published with two decimals: in 10⁹ where not said otherwise. */
const rounded: readonly [ConventionName, Readonly<Record<string, string>>, source: string][] = [
  [
    'fvcore',
    {
      resnet18: '1.82',
      resnet34: '3.67',
      resnet50: '4.11',
      resnet101: '7.83',
      resnet152: '11.56',
      densenet121: '2.87',
      densenet161: '7.79',
      densenet169: '3.40',
      densenet201: '4.34',
      vgg11: '7.61',
      vgg13: '11.31',
      vgg16: '15.47',
      vgg19: '19.63',
      'inception-v4': '12.28',
    },
    'timm, results/benchmark-infer-*.csv',
  ],
  ['ptflops', { resnet18: '1.83', resnet50: '4.13', densenet121: '2.90', vgg16: '15.52' }, 'README of ptflops 0.7'],
  [
    'ptflops-0.6',
    {
      resnet18: '1.82',
      resnet34: '3.68',
      resnet50: '4.12',
      resnet101: '7.85',
      resnet152: '11.58',
      densenet121: '2.88',
      densenet161: '7.82',
      densenet169: '3.42',
      densenet201: '4.37',
      vgg11: '7.63',
      vgg13: '11.34',
      vgg16: '15.50',
      vgg19: '19.67',
      'inception-v4': '12.31',
    },
    'README of ptflops 0.6',
  ],
  [
    'thop',
    { resnet18: '1.82', resnet50: '4.13', densenet121: '2.90', vgg16: '15.47' },
    'a table of all of torchvision by thop 0.1',
  ],
  ['torchinfo', { vgg16: '15.48' }, 'README of torchinfo'],
  [
    'torchvision',
    { resnet18: '1.81', resnet50: '4.09', densenet121: '2.83', vgg16: '15.47' },
    '_ops in torchvision’s weights',
  ],
]

test.each(rounded)('%s, %o (%s)', (convention, figures) => {
  for (const [id, published] of Object.entries(figures))
    expect([id, (countOperations(build(id), convention).total / 1e9).toFixed(2)]).toEqual([id, published])
})

test('torchinfo of ResNet-18 at 64×64 is 148.57 M, and of two images through ResNet-50 8.18 G (its own tests)', () => {
  expect((countOperations(build('resnet18', 64), 'torchinfo').total / 1e6).toFixed(2)).toBe('148.57')
  expect(((2 * countOperations(build('resnet50'), 'torchinfo').total) / 1e9).toFixed(2)).toBe('8.18')
})

/**
 * Total, trainable and non-trainable parameters of keras.applications. ResNet50 there is the paper's, with the same
 * parameters.
 */
const keras: readonly [id: string, options: KerasOptions, total: number, nonTrainable: number][] = [
  ['resnet50', { biasBeforeBatchNorm: true }, 25_636_712, 53_120],
  ['resnet101', { biasBeforeBatchNorm: true }, 44_707_176, 105_344],
  ['resnet152', { biasBeforeBatchNorm: true }, 60_419_944, 151_424],
  ['inception-v3', { gamma: false }, 23_851_784, 34_432],
  ['densenet121', {}, 8_062_504, 83_648],
  ['densenet169', {}, 14_307_880, 158_400],
  ['densenet201', {}, 20_242_984, 229_056],
  ['vgg16', {}, 138_357_544, 0],
]

test.each(keras)('Keras’s summary of %s with %o', (id, options, total, nonTrainable) => {
  expect(kerasParams(build(id), options)).toEqual({ total, trainable: total - nonTrainable, nonTrainable })
})

test('without Keras’s own ways, its trainable parameters are ours', () => {
  for (const { id } of zoo) expect(kerasParams(build(id)).trainable).toBe(params(build(id)))
})
