/** @file A network trained for classes of one's own is recognised by its tensors. */

import { type Network, type Tensor, type Weights, WeightsError } from '@cnn/shapes'
import {
  fitNetwork,
  FormatError,
  hashedWeights,
  kerasVgg16,
  readNameMap,
  transformers,
  type Checkpoint,
} from '@cnn/weights'
import { inceptionV3, lenet5, ninCifar10, resnet20, resnet50, vgg16, type BuildOptions } from '@cnn/zoo'
import { expect, test } from 'vitest'

const checkpoint = (weights: Weights): Checkpoint => ({ weights, metadata: {}, skipped: [] })
const renamed = (weights: Weights, name: (ours: string, i: number) => string): Weights =>
  new Map([...weights].map(([ours, tensor], i) => [name(ours, i), tensor]))

const two = resnet20({ classes: 2 })
const ours = hashedWeights(two)

test('by names: the last layer tells the classes', () => {
  const { net, weights, options, notes } = fitNetwork<BuildOptions>(resnet20, checkpoint(ours))
  expect(net.outputs['logits']!.shape).toEqual([2])
  expect(weights).toEqual(ours)
  expect(options).toEqual({ classes: 2 })
  expect(notes).toEqual(['the weights know 2 classes, not 10'])
})

test('the first convolution tells the channels', () => {
  const grey = hashedWeights(resnet20({ classes: 2, channels: 1 }))
  const { net, weights, notes } = fitNetwork<BuildOptions>(resnet20, checkpoint(grey))
  expect(net.input.shape).toEqual([32, 32, 1])
  expect(weights).toEqual(grey)
  expect(notes).toEqual(['the weights know 2 classes, not 10', 'the weights take images of 1 channel, not 3'])
})

test('a last layer that is a convolution tells them too', () => {
  const nin = hashedWeights(ninCifar10({ classes: 7 }))
  expect(fitNetwork<BuildOptions>(ninCifar10, checkpoint(nin)).options).toEqual({ classes: 7 })
})

test("in TensorFlow's layout, where Keras's names tell", () => {
  const small = (options: BuildOptions): Network => vgg16({ ...options, width: 1 / 16, size: 32 })
  const theirs = hashedWeights(small({ classes: 3 }))
  const keras = new Map<string, Tensor>()
  const at = { 'classifier.0': 'fc1', 'classifier.3': 'fc2', 'classifier.6': 'predictions' } as Record<string, string>
  const blocks = [2, 2, 3, 3, 3].flatMap((depth, s) =>
    Array.from({ length: depth }, (_, i) => `block${s + 1}_conv${i + 1}`),
  )
  const features = [...new Set([...theirs.keys()].map((name) => name.replace(/\.\w+$/, '')))].filter((l) =>
    l.startsWith('f'),
  )
  for (const [name, { shape, data }] of theirs) {
    const layer = name.replace(/\.\w+$/, '')
    const turned = shape.length === 4 ? [shape[2]!, shape[3]!, shape[1]!, shape[0]!] : shape.toReversed()
    const to = at[layer] ?? blocks[features.indexOf(layer)]!
    keras.set(`${to}/${name.endsWith('bias') ? 'bias' : 'kernel'}`, { shape: turned, data })
  }
  const { options, scheme } = fitNetwork<BuildOptions>(small, checkpoint(keras))
  expect([options.classes, scheme.id]).toEqual([3, kerasVgg16.id])
})

test('by their order, for names that nobody knows', () => {
  const nameless = checkpoint(renamed(ours, (_, i) => `tensor_${i}`))
  const { weights, options } = fitNetwork<BuildOptions>(resnet20, nameless, { byOrder: true })
  expect(options).toEqual({ classes: 2 })
  expect([...weights.values()]).toEqual([...ours.values()])
  const mending = { sets: [], names: ['byOrder', 'map'] }
  expect(() => fitNetwork<BuildOptions>(resnet20, nameless)).toThrow(expect.objectContaining({ mending }))
})

test('by a map of names', () => {
  const theirs = checkpoint(renamed(ours, (name) => name.replace(/^conv1\./, 'stem.').replace(/^fc\./, 'head.')))
  const map = readNameMap('stem conv1\nhead fc\n')
  expect(fitNetwork<BuildOptions>(resnet20, theirs, { map }).weights).toEqual(ours)
})

test('classes that are asked for are not overruled', () => {
  expect(() => fitNetwork<BuildOptions>(resnet20, checkpoint(ours), { told: { classes: 3 } })).toThrow(
    /fc\.weight is 2×64, not 3×64/,
  )
})

test('a last layer without weights of its own leaves the usual classes', () => {
  const digits = hashedWeights(lenet5())
  expect(fitNetwork<BuildOptions>(lenet5, checkpoint(digits)).options).toEqual({})
})

test('what is of another network stays refused', () => {
  const other = hashedWeights(resnet50({ classes: 2 }))
  expect(() => fitNetwork<BuildOptions>(resnet20, checkpoint(other))).toThrow(WeightsError)
})

test("names of transformers' ResNet, in the order of torchvision's", () => {
  const theirs = renamed(hashedWeights(resnet50({ classes: 4 })), (name) =>
    name
      .replace(/^(conv|bn)1\./, (_, kind: string) => `resnet.embedder.embedder.${long[kind]}.`)
      .replace(
        /^layer(\d)\.(\d+)\./,
        (_, stage: string, i: string) => `resnet.encoder.stages.${Number(stage) - 1}.layers.${i}.`,
      )
      .replace(/\.(conv|bn)(\d)\./, (_, kind: string, i: string) => `.layer.${Number(i) - 1}.${long[kind]}.`)
      .replace(/\.downsample\.([01])\./, (_, i: string) => `.shortcut.${['convolution', 'normalization'][Number(i)]}.`)
      .replace(/^fc\./, 'classifier.1.'),
  )
  expect(theirs.has('resnet.encoder.stages.3.layers.2.layer.2.normalization.running_var')).toBe(true)
  const { options, scheme, weights } = fitNetwork<BuildOptions>(resnet50, checkpoint(theirs))
  expect([options.classes, scheme]).toEqual([4, transformers])
  expect([...weights.values()]).toEqual([...theirs.values()])
})
const long: Record<string, string> = { conv: 'convolution', bn: 'normalization' }

test('the variant is told too, and the sets of a file are told apart', () => {
  const tiny = (options: BuildOptions) => inceptionV3({ ...options, width: 1 / 16, heads: false, size: 75 })
  const weights = hashedWeights(tiny({ classes: 5 }))
  const told = { weights, metadata: { variant: '{"countPadding":false}' }, skipped: [] }
  expect(fitNetwork<BuildOptions>(tiny, told)).toMatchObject({
    options: { classes: 5, countPadding: false },
    variant: { countPadding: false },
  })
  expect(() => fitNetwork<BuildOptions>(resnet20, checkpoint(ours), { state: 'ema' })).toThrow(FormatError)
})
