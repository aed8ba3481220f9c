/**
 * @file A fully convolutional VGG is the one with dense layers, slid over a larger map (Simonyan & Zisserman 2014,
 * section 3.2).
 */

import {
  dense,
  flatten,
  input,
  network,
  relu,
  weights as weightsOf,
  type FeatureMap,
  type Network,
  type Node,
  type Weights,
} from '@cnn/shapes'
import { fitWeights, hashedImage, hashedWeights } from '@cnn/weights'
import { vgg11, vgg16Bn, vgg16C, zoo } from '@cnn/zoo'
import { setBackend } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import { expectClose } from '../close.ts'
import { runReference } from '../reference.ts'
import '../wasm.ts'

const slim = { width: 1 / 16, classes: 5 }
const columns = zoo.filter(({ id }) => id.endsWith('-fcn'))
const dense224 = (id: string) => zoo.find((entry) => `${entry.id}-fcn` === id)!

beforeAll(() => setBackend('wasm'))

test('each of the eleven has the names of the dense one, and its numbers in another shape', () => {
  expect(columns).toHaveLength(11)
  for (const { id, build } of columns) {
    const [ours, theirs] = [weightsOf(build()), weightsOf(dense224(id).build())]
    expect(ours.map(({ name }) => name)).toEqual(theirs.map(({ name }) => name))
    const changed = ours.filter(({ shape }, i) => shape.join() !== theirs[i]!.shape.join())
    expect(changed.map(({ name, shape }) => [name, ...shape])).toEqual([
      ['classifier.0.weight', 4096, 512, 7, 7],
      ['classifier.3.weight', 4096, 4096, 1, 1],
      ['classifier.6.weight', 1000, 4096, 1, 1],
    ])
  }
})

test.each([
  ['vgg11', vgg11],
  ['vgg16-c', vgg16C],
  ['vgg16-bn', vgg16Bn],
] as const)(
  '%s at 224² gives the logits that the dense one gives with the same weights, which fit as they are',
  async (_, build) => {
    const net = build(slim)
    const sliding = build({ ...slim, fullyConvolutional: 224 })
    const weights = hashedWeights(net)
    const image = hashedImage(net.input.shape).data
    const logits = async (built: Network, fitted: Weights) => {
      const model = createModel(built, fitted)
      const found = await model.predict(image)
      model.dispose()
      return found['logits']
    }
    expectClose(await logits(sliding, fitWeights(sliding, weights)), await logits(net, weights), 1e-5)
  },
)

test('on 288×288 it gives the mean of what the dense layers make of each of 3×3 windows of the map', async () => {
  const sliding = vgg11({ ...slim, fullyConvolutional: 224, size: 288 })
  const weights = hashedWeights(sliding)
  const pooled = sliding.nodes.findLast(({ kind }) => kind === 'maxPool') as Node<FeatureMap>
  const [height, width, channels] = pooled.shape
  expect([height, width]).toEqual([9, 9])
  const whole = network('map', { map: pooled, logits: sliding.outputs['logits'] })
  const model = createModel(whole, weights, { outputs: ['map', 'logits'] })
  const { map, logits } = await model.predict(hashedImage(sliding.input.shape).data)
  model.dispose()

  const layers = vgg11(slim)
  const x = flatten(input([7, 7, channels]))
  const units = (name: string) => layers.nodes.find((node) => node.name === name)!.shape[0]
  const hidden = relu(
    dense(relu(dense(x, 'classifier.0', { units: units('classifier.0') })), 'classifier.3', {
      units: units('classifier.3'),
    }),
  )
  const classifier = network('classifier', { logits: dense(hidden, 'classifier.6', { units: 5 }) })
  const sums = [0, 0, 0, 0, 0]
  for (let top = 0; top < 3; top++)
    for (let left = 0; left < 3; left++) {
      const rows = Array.from({ length: 7 }, (_, y) =>
        map.slice(((top + y) * width + left) * channels, ((top + y) * width + left + 7) * channels),
      )
      const found = runReference(
        classifier,
        weights,
        rows.flatMap((row) => [...row]),
      )['logits']!
      for (const [i, value] of found.entries()) sums[i]! += value / 9
    }
  expectClose(logits, sums, 1e-5)
})
