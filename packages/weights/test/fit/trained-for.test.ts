import { expect, test } from 'vitest'
import { checkSteps, FormatError, readTrainedFor, tellTrainedFor, type TrainedFor } from '@cnn/weights'
import { vgg11 } from '@cnn/zoo'

const about: TrainedFor = {
  network: 'vgg16-bn-small',
  build: { size: 64, classes: 2 },
  labels: ['cat', 'dog'],
  steps: {
    resize: 73,
    crop: 64,
    interpolation: 'bilinear',
    channels: 'RGB',
    white: 1,
    mean: [0.485, 0.456, 0.406],
    deviation: [0.229, 0.224, 0.225],
  },
}

test('what weights were trained for comes back out of their metadata', () => {
  expect(readTrainedFor({ metadata: tellTrainedFor(about) }, 'vgg16-bn-small')).toEqual(about)
  const { steps: _, ...grey } = { ...about, build: { channels: 1, classes: 2 } }
  expect(readTrainedFor({ metadata: tellTrainedFor(grey) }, 'vgg16-bn-small')).toEqual(grey)
})

test('a file that does not say is nothing, one of another network is refused', () => {
  expect(readTrainedFor({ metadata: { format: 'pt' } }, 'resnet20')).toBeUndefined()
  // A plain network has the very tensors of a residual one.
  const plain = tellTrainedFor({ ...about, network: 'plain20' })
  expect(() => readTrainedFor({ metadata: plain }, 'resnet20')).toThrow(
    'these weights were trained for "plain20", not for resnet20; name that as the network',
  )
})

test('a fully convolutional network takes what the one with dense layers was trained for', () => {
  expect(readTrainedFor({ metadata: tellTrainedFor({ ...about, network: 'vgg11' }) }, 'vgg11-fcn')).toMatchObject({
    network: 'vgg11',
  })
  const own = tellTrainedFor({ ...about, network: 'vgg11-fcn' })
  expect(readTrainedFor({ metadata: own }, 'vgg11-fcn')).toMatchObject({ network: 'vgg11-fcn' })
  expect(() => readTrainedFor({ metadata: own }, 'vgg11')).toThrow('trained for "vgg11-fcn", not for vgg11')
})

test('steps that do not lead to the input are refused', () => {
  checkSteps(about, vgg11({ size: 64 }))
  expect(() => checkSteps(about, vgg11({ size: 32 }))).toThrow(
    "as steps; that must be to the network's input of 32×32×3",
  )
  expect(() => checkSteps(about, vgg11({ size: 64, channels: 1 }))).toThrow(FormatError)
})

const read = (change: object) =>
  readTrainedFor({ metadata: { trained_for: JSON.stringify({ ...about, ...change }) } }, 'vgg16-bn-small')

test.each([
  [
    { build: { classes: 2, size: 1025 } },
    /give \{"classes":2,"size":1025\} as build; that must be a size and channels, whole numbers/,
  ],
  [{ build: { classes: 1e9 } }, /give \["cat","dog"\] as labels; that must be the names of 1000000000 classes/],
  [{ build: { classes: 2.5 } }, /as build/],
  [{ build: { classes: 2, size: -1 } }, /as build/],
  [{ build: [] }, /as build/],
  [{ labels: ['cat'] }, /give \["cat"\] as labels; that must be the names of 2 classes/],
  [{ labels: ['cat', 3] }, /as labels/],
  [{ steps: { ...about.steps, resize: 1e8 } }, /as steps/],
  [{ steps: { ...about.steps, resize: 63 } }, /as steps/],
  [{ steps: { ...about.steps, interpolation: 'nearest' } }, /as steps/],
  [{ steps: { ...about.steps, deviation: [1, 0, 1] } }, /as steps/],
  [{ steps: { ...about.steps, mean: [0, null, 0] } }, /as steps/],
  [{ steps: { ...about.steps, mean: [0, 0], deviation: [1, 1] } }, /as steps/],
  [{ steps: { ...about.steps, mean: [0], deviation: [1] } }, /as steps/],
  [{ steps: { ...about.steps, crop: [32, 32, 32] } }, /as steps/],
  [{ steps: { ...about.steps, frame: [16, 99] } }, /as steps/],
  [{ steps: { ...about.steps, ink: 'bright' } }, /as steps/],
  [{ build: { size: [32], classes: 2 } }, /as build/],
  [{ steps: 7 }, /as steps/],
])('metadata of a stranger: %j', (change, message) => {
  expect(() => read(change)).toThrow(FormatError)
  expect(() => read(change)).toThrow(message)
})

test.each(['', 'nonsense', '[]', 'null'])('metadata that are no object: %j', (text) => {
  expect(() => readTrainedFor({ metadata: { trained_for: text } }, 'resnet20')).toThrow(
    /'trained_for' are no JSON object/,
  )
})

test('names of an object prototype are no options', () => {
  const found = readTrainedFor(
    {
      metadata: {
        trained_for:
          '{"network":"resnet20","build":{"__proto__":{"size":7},"classes":1,"toString":3},' +
          '"labels":["a"],"constructor":1}',
      },
    },
    'resnet20',
  )
  expect(found).toEqual({ network: 'resnet20', build: { classes: 1 }, labels: ['a'] })
})
