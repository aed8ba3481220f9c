/**
 * @file Memory against figures that others published: CS231n's table of VGG-16, torchinfo's summaries, timm's
 * activations.
 */

import { concentration, memory, memoryTable, select } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { zoo } from '../src/index.ts'

const build = (id: string) => select(zoo.find((entry) => entry.id === id)!.build(), 'logits')
/** Bytes of the results of these layers, in float32. */
const results = (id: string, kinds: readonly string[]) =>
  memoryTable(build(id))
    .filter(({ kind }) => kinds.includes(kind))
    .reduce((sum, { activation }) => sum + activation, 0)

test('VGG-16, layer by layer, in thousands of values (CS231n, lecture 9: “memory: 224*224*64=3.2M” and so on)', () => {
  const rows = memoryTable(build('vgg16'), { bytes: 1 }).filter(({ kind }) =>
    ['input', 'conv', 'maxPool', 'dense'].includes(kind),
  )
  const values = rows.map(({ activation }) => activation)
  const [stage1, stage2, stage3, stage4, stage5] = [3_211_264, 1_605_632, 802_816, 401_408, 100_352]
  const table = [
    [150_528, stage1, stage1, 802_816],
    [stage2, stage2, 401_408],
    [stage3, stage3, stage3, 200_704],
    [stage4, stage4, stage4, 100_352],
    [stage5, stage5, stage5, 25_088],
    [4096, 4096, 1000],
  ]
  expect(values).toEqual(table.flat())
  // The course sums them up as “24M * 4 bytes ~= 96MB / image”, but its own rows come to 15.2 million values, 61 MB.
  expect(values.reduce((a, b) => a + b)).toBe(15_237_608)
  // Here, the results of ReLU, flatten and dropout are values too: nothing is in place.
  expect(memory(build('vgg16'), { bytes: 1 }).activations).toBe(15_237_608 + 13_555_712 + 25_088 + 2 * 4096)
})

test('VGG-16: most memory is in the early convolutions, most parameters in the first dense layer (CS231n, the same slide)', () => {
  const { parameters, activations } = concentration(build('vgg16'))
  expect(parameters.map(({ name, kind }) => [name, kind])).toEqual([['classifier.0', 'dense']])
  expect(parameters[0]!.parameterShare).toBeCloseTo(102_764_544 / 138_357_544)
  expect(activations.map(({ name }) => name)).toEqual([
    'features.0',
    'activation1',
    'features.2',
    'activation2',
    'features.5',
  ])
})

test('parameters in megabytes: torchinfo prints 553.43 for VGG-16, 102.23 for ResNet-50, 46.76 for ResNet-18', () => {
  const megabytes = (id: string) => (memory(build(id)).parameters / 1e6).toFixed(2)
  expect(['vgg16', 'resnet50', 'resnet18'].map(megabytes)).toEqual(['553.43', '102.23', '46.76'])
})

test('torchinfo’s forward/backward pass is twice the results of layers with parameters: 108.45 MB for VGG-16, 355.66 for two images through ResNet-50', () => {
  const owners = ['conv', 'batchNorm', 'dense']
  expect(((2 * results('vgg16', owners)) / 1e6).toFixed(2)).toBe('108.45')
  expect(((2 * 2 * results('resnet50', owners)) / 1e6).toFixed(2)).toBe('355.66')
})

test('timm’s activations are the results of convolutions, in millions', () => {
  const millions = (id: string) => (results(id, ['conv']) / 4e6).toFixed(2)
  expect(['resnet18', 'resnet50', 'densenet121'].map(millions)).toEqual(['2.48', '11.11', '6.90'])
})
