import {
  batchNorm,
  conv,
  dense,
  flatten,
  input,
  network,
  relu,
  weights as weightsOf,
  WeightsError,
  type Network,
  type Tensor,
} from '@cnn/shapes'
import {
  akamaster,
  findScheme,
  fitWeights,
  hashedWeights,
  kerasDensenet,
  kerasInceptionV3,
  kerasResnet,
  kerasVgg16,
  kerasVgg19,
  type Scheme,
  timm,
  torchvision,
} from '@cnn/weights'
import { densenet121, inceptionV3, resnet101V1, resnet20, vgg16, vgg19 } from '@cnn/zoo'
import { expect, test } from 'vitest'

const keras: Scheme = { ...torchvision, id: 'keras', layout: 'HWIO', parts: kerasVgg16.parts }
const count = (length: number) => Float32Array.from({ length }, (_, i) => i)

test('the rows of a dense layer after a flatten go from pixel by pixel to channel by channel', () => {
  const net = network('tiny', { y: dense(relu(flatten(input([2, 2, 3]))), 'fc', { units: 2, bias: false }) })
  // Of input i, counted pixel by pixel, the two weights are 2i and 2i + 1.
  const fitted = fitWeights(net, new Map([['fc/kernel', { shape: [12, 2], data: count(24) }]]), keras)
  expect([...fitted.get('fc.weight')!.data.subarray(0, 12)]).toEqual([0, 6, 12, 18, 2, 8, 14, 20, 4, 10, 16, 22])
})

test('depthwise kernels have their channels first', () => {
  const net = network('tiny', {
    y: conv(input([2, 2, 3]), 'a', { filters: 3, kernel: [1, 2], groups: 3, bias: false }),
  })
  const fitted = fitWeights(net, new Map([['a/depthwise_kernel', { shape: [1, 2, 3, 1], data: count(6) }]]), keras)
  expect(fitted.get('a.weight')).toEqual({ shape: [3, 1, 1, 2], data: Float32Array.of(0, 3, 1, 4, 2, 5) })
})

test('scales of 1 that Keras leaves out, and another ε, are made up for', () => {
  const net = network('tiny', { y: batchNorm(input([2, 2, 1]), 'bn') })
  const one = (value: number): Tensor => ({ shape: [1], data: Float32Array.of(value) })
  const given = new Map([
    ['bn/beta', one(3)],
    ['bn/moving_mean', one(4)],
    ['bn/moving_variance', one(5)],
  ])
  const fitted = fitWeights(net, given, { ...keras, epsilon: 0.25 })
  expect([...fitted.values()].map(({ data }) => data[0])).toEqual([1, 3, 4, Math.fround(5 + 0.25 - 1e-5)])
})

test('one error lists everything, with the nearest names', () => {
  const net = network('tiny', { y: conv(input([2, 2, 3]), 'conv1', { filters: 1, kernel: 1 }) })
  const given = new Map<string, Tensor>([
    ['conv_1.weight', { shape: [1, 3, 1, 1], data: new Float32Array(3) }],
    ['conv1.bias', { shape: [2], data: new Float32Array(2) }],
  ])
  expect(() => fitWeights(net, given)).toThrow(WeightsError)
  expect(() => fitWeights(net, given)).toThrow(
    '  1 missing: conv1.weight (1×3×1×1)\n  1 left over: conv_1.weight\n  1 of another shape: ' +
      'conv1.bias is 2, not 1\n' +
      '  nearest: conv_1.weight for conv1.weight',
  )
})

/** Ours under their names: the rules, the other way round, by hand. */
const cases: readonly [Scheme, Network, (name: string) => string][] = [
  [akamaster, resnet20(), (name) => `module.${name.replace(/^fc/, 'linear')}`],
  [
    timm,
    vgg16({ width: 1 / 16 }),
    (name) =>
      name
        .replace('classifier.0', 'pre_logits.fc1')
        .replace('classifier.3', 'pre_logits.fc2')
        .replace('classifier.6', 'head.fc'),
  ],
]

test.each(cases)('$id gives the names of ours', (scheme, net, theirs) => {
  const ours = hashedWeights(net)
  const given = new Map([...ours].map(([name, tensor]) => [theirs(name), tensor]))
  expect(findScheme(net, given)).toBe(scheme)
  expect(fitWeights(net, given)).toEqual(ours)
})

/** Keras's names of the layers with weights, from keras/src/applications, in the order in which they are made. */
const layers = {
  resnet101: [3, 4, 23, 3].flatMap((depth, stage) =>
    Array.from({ length: depth }, (_, i) =>
      [...(i === 0 ? [0] : []), 1, 2, 3].map((layer) => `conv${stage + 2}_block${i + 1}_${layer}`),
    ).flat(),
  ),
  densenet121: [6, 12, 24, 16].flatMap((depth, stage) =>
    Array.from({ length: depth }, (_, i) => `conv${stage + 2}_block${i + 1}`),
  ),
  vgg: (depths: readonly number[]) =>
    depths.flatMap((depth, stage) => Array.from({ length: depth }, (_, i) => `block${stage + 1}_conv${i + 1}`)),
}
const norm = ['gamma', 'beta', 'moving_mean', 'moving_variance']
const both = ['kernel', 'bias']
const named = (layer: string, parts: readonly string[]) => parts.map((part) => `${layer}/${part}`)

test.each<[Scheme, Network, string[]]>([
  [
    kerasResnet,
    resnet101V1(),
    ['conv1', ...layers.resnet101]
      .flatMap((layer) => [...named(`${layer}_conv`, both), ...named(`${layer}_bn`, norm)])
      .concat(named('predictions', both)),
  ],
  [
    kerasDensenet,
    densenet121(),
    [
      ...named('conv1/conv', ['kernel']),
      ...named('conv1/bn', norm),
      ...named('bn', norm),
      ...named('fc1000', both),
      ...layers.densenet121.flatMap((block) =>
        [
          [named(`${block}_0_bn`, norm), named(`${block}_1_conv`, ['kernel'])].flat(),
          [named(`${block}_1_bn`, norm), named(`${block}_2_conv`, ['kernel'])].flat(),
        ].flat(),
      ),
      ...[2, 3, 4].flatMap((i) => [...named(`pool${i}_bn`, norm), ...named(`pool${i}_conv`, ['kernel'])]),
    ],
  ],
  [
    kerasVgg16,
    vgg16(),
    [...layers.vgg([2, 2, 3, 3, 3]), 'fc1', 'fc2', 'predictions'].flatMap((layer) => named(layer, both)),
  ],
  [
    kerasVgg19,
    vgg19(),
    [...layers.vgg([2, 2, 4, 4, 4]), 'fc1', 'fc2', 'predictions'].flatMap((layer) => named(layer, both)),
  ],
  [
    kerasInceptionV3,
    inceptionV3({ heads: false, countPadding: false }),
    [
      ...Array.from({ length: 94 }, (_, i) => [
        ...named(i === 0 ? 'conv2d' : `conv2d_${i}`, ['kernel']),
        ...named(i === 0 ? 'batch_normalization' : `batch_normalization_${i}`, norm.slice(1)),
      ]).flat(),
      ...named('predictions', both),
    ],
  ],
])('$id names every tensor of the network', (scheme, net, theirs) => {
  const empty = { shape: [0], data: new Float32Array(0) }
  const given = new Map(theirs.map((name) => [name, empty]))
  expect(findScheme(net, given).id).toBe(scheme.id)
  // The shapes of these are wrong, and nothing else is.
  let message = ''
  try {
    fitWeights(net, given, scheme)
  } catch (error) {
    message = (error as Error).message
  }
  expect(message).toContain('of another shape')
  expect(message).not.toContain('missing')
  expect(weightsOf(net).length).toBeGreaterThan(0)
})
