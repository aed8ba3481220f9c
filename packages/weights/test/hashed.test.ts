/**
 * @file Expectations are printed by `fill` of benchmarks/proofs/goldens/generate.py: the first three elements and the
 * last.
 */

import { conv, dense, input, network, flatten, batchNorm } from '@cnn/shapes'
import { lenet5Modern, resnet20, vgg16 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { hashedImage, hashedWeights } from '../src/hashed.ts'

const ends = (data: Float32Array) => [...data.slice(0, 3), data.at(-1)].map((value) => Number(value!.toPrecision(9)))

test('every role is filled as in Python', () => {
  const net = resnet20()
  const filled = hashedWeights(net)
  expect(ends(filled.get('bn1.weight')!.data)).toEqual([0.53803575, 1.08337593, 1.26166117, 0.575812936])
  expect(ends(filled.get('bn1.bias')!.data)).toEqual([0.0146368863, -0.0709489584, -0.026574159, -0.0979396254])
  expect(ends(filled.get('bn1.running_mean')!.data)).toEqual([
    -0.0580388904, -0.0925648063, -0.0313297026, -0.0360279679,
  ])
  expect(ends(filled.get('bn1.running_var')!.data)).toEqual([0.951062143, 1.31996846, 0.563801229, 0.960468113])
  expect(ends(filled.get('fc.weight')!.data)).toEqual([0.29912129, -0.205254033, 0.229308426, 0.164787278])
})

test('the fan-in of a convolution is its channels times its window', () => {
  const filled = hashedWeights(lenet5Modern())
  expect(ends(filled.get('conv5.weight')!.data)).toEqual([-0.0478120744, 0.103769921, -0.0297581647, -0.049372036])
  expect(ends(filled.get('conv5.bias')!.data)).toEqual([0.0385122523, 0.0269825216, -0.00200542202, -0.0954383463])
})

test('an image is filled pixel by pixel', () => {
  const { shape, data } = hashedImage([32, 32, 3])
  expect(shape).toEqual([32, 32, 3])
  expect(ends(data)).toEqual([0.245417595, 0.534038186, -0.873175383, 0.654619932])
})

test('every tensor of a network is there in its shape and no other', () => {
  const x = batchNorm(conv(input([3, 3, 2]), 'a', { filters: 4, kernel: 3, bias: false }), 'b')
  const filled = hashedWeights(network('tiny', { y: dense(flatten(x), 'c', { units: 5 }) }))
  expect([...filled].map(([name, { shape, data }]) => [name, shape, data.length])).toEqual([
    ['a.weight', [4, 2, 3, 3], 72],
    ['b.weight', [4], 4],
    ['b.bias', [4], 4],
    ['b.running_mean', [4], 4],
    ['b.running_var', [4], 4],
    ['c.weight', [5, 4], 20],
    ['c.bias', [5], 5],
  ])
})

test('kernels keep the variance of the signal: 2 / fan-in', () => {
  const { data } = hashedWeights(resnet20()).get('layer3.2.conv2.weight')!
  const variance = data.reduce((sum, value) => sum + value ** 2, 0) / data.length
  expect(variance * (64 * 9)).toBeCloseTo(2, 1)
})

test('138 million values take seconds', () => {
  const start = performance.now()
  const filled = hashedWeights(vgg16())
  // The last of 4,096,000 shows that positions far in a stream agree too.
  expect(ends(filled.get('classifier.6.weight')!.data)).toEqual([
    -0.0255670194, -0.000640364771, 0.00566698657, -0.00333648711,
  ])
  expect(performance.now() - start).toBeLessThan(30_000)
})
