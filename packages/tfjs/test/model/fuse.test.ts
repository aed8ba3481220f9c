import {
  add,
  batchNorm,
  conv,
  dropout,
  globalAveragePool,
  dense,
  input,
  network,
  relu,
  select,
  weights,
  type Network,
} from '@cnn/shapes'
import { hashedWeights } from '@cnn/weights'
import { densenet121, googlenet, resnet50, vgg16 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { denseAsConv, fuse } from '@cnn/tfjs'

const count = (net: Network, kind: string) => net.nodes.filter((node) => node.kind === kind).length
const fused = (net: Network) => fuse({ net, weights: hashedWeights(net) })

test('ResNet-50 is left with convolutions, one pooling, sums and the ReLUs behind the sums', () => {
  const { net } = fused(resnet50({ size: 33 }))
  expect(count(net, 'batchNorm')).toBe(0)
  expect(count(net, 'conv')).toBe(53)
  // 16 blocks end in a sum that no layer can take the ReLU of.
  expect(count(net, 'activation')).toBe(16)
  expect(net.nodes.filter((node) => node.kind === 'conv' && 'activation' in node.attrs)).toHaveLength(33)
})

test('in DenseNet-121 the batch norms in front of 1×1 convolutions stay, with their ReLU', () => {
  const { net } = fused(densenet121({ size: 33 }))
  // 58 layers, 3 transitions and the last one; norm0 and the 58 norm2 fold into the convolutions before them.
  expect(count(net, 'batchNorm')).toBe(62)
  expect(count(net, 'activation')).toBe(0)
})

test('the weights fit the network that is left, and nothing else is among them', () => {
  const { net, weights: left } = fused(resnet50({ size: 33 }))
  expect([...left.keys()].toSorted()).toEqual(
    weights(net)
      .map(({ name }) => name)
      .toSorted(),
  )
})

test('a folded kernel and bias are those worked out by hand', () => {
  const net = network('n', {
    y: batchNorm(conv(input([2, 2, 1]), 'c', { filters: 1, kernel: 1 }), 'b', { epsilon: 0 }),
  })
  const tensor = (value: number, ...shape: number[]) => ({ shape, data: Float32Array.of(value) })
  const result = fuse({
    net,
    weights: new Map([
      ['c.weight', tensor(3, 1, 1, 1, 1)],
      ['c.bias', tensor(5, 1)],
      ['b.weight', tensor(2, 1)],
      ['b.bias', tensor(7, 1)],
      ['b.running_mean', tensor(1, 1)],
      ['b.running_var', tensor(4, 1)],
    ]),
  })
  // (3x + 5 − 1) · 2 / √4 + 7 = 3x + 11.
  expect([...result.weights].map(([name, { data }]) => [name, data[0]])).toEqual([
    ['c.weight', 3],
    ['c.bias', 11],
  ])
})

test('a layer whose result is read twice, or is an output, keeps it', () => {
  const y = conv(input([4, 4, 2]), 'c', { filters: 2, kernel: 1 })
  const { net } = fused(network('n', { sum: add(y, relu(y)), map: y }))
  expect(count(net, 'activation')).toBe(1)
  expect(net.outputs['map']!.attrs).not.toHaveProperty('activation')
})

test('behind a dropout too', () => {
  const y = conv(input([4, 4, 2]), 'c', { filters: 2, kernel: 1 })
  const { net } = fused(network('n', { sum: add(y, relu(dropout(y))) }))
  expect(net.nodes.map(({ kind }) => kind)).toEqual(['input', 'conv', 'activation', 'add'])
  expect(fused(network('n', { y: relu(dropout(y)) })).net.nodes.map(({ kind }) => kind)).toEqual(['input', 'conv'])
})

test('dropout is left out', () => {
  const { net } = fused(network('n', { y: dense(dropout(globalAveragePool(input([4, 4, 2]))), 'd', { units: 2 }) }))
  expect(count(net, 'dropout')).toBe(0)
})

test("VGG-16's first dense layer becomes a 7×7 convolution with the same weights", () => {
  const net = vgg16({ classes: 10, width: 1 / 8 })
  const tensors = hashedWeights(net)
  const rewritten = denseAsConv({ net, weights: tensors })
  const layer = rewritten.net.nodes.find((node) => node.name === 'classifier.0')!
  expect(layer.kind).toBe('conv')
  expect(layer.shape).toEqual([1, 1, 512])
  expect(rewritten.weights.get('classifier.0.weight')!.shape).toEqual([512, 64, 7, 7])
  expect(rewritten.weights.get('classifier.0.weight')!.data).toBe(tensors.get('classifier.0.weight')!.data)
})

test.each([
  ['fuse', fuse],
  ['denseAsConv', denseAsConv],
])('%s refuses weights that do not fit, and leaves those of pruned heads', (_, rewrite) => {
  const whole = googlenet({ size: 79, width: 1 / 8 })
  const all = hashedWeights(whole)
  const net = select(whole, 'logits')
  expect(rewrite({ net, weights: all }).weights.has('aux1.fc1.weight')).toBe(true)
  const missing = new Map([...all].filter(([name]) => name !== 'conv2.bias'))
  expect(() => rewrite({ net, weights: missing })).toThrow(
    "the weights do not fit network 'googlenet':\n  1 missing: conv2.bias (8)",
  )
  const misshapen = new Map(all).set('fc.weight', { shape: [2], data: new Float32Array(2) })
  expect(() => rewrite({ net, weights: misshapen })).toThrow('1 of another shape: fc.weight is 2, not 1000×128')
})
