import { expect, test } from 'vitest'
import { FormatError, readTrainedFor, tellTrainedFor, type TrainedFor } from '@cnn/weights'

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

test('of another network, or of none, it says nothing', () => {
  expect(readTrainedFor({ metadata: tellTrainedFor(about) }, 'resnet20')).toBeUndefined()
  expect(readTrainedFor({ metadata: { format: 'pt' } }, 'resnet20')).toBeUndefined()
})

const read = (change: object) => readTrainedFor({ metadata: { trained_for: JSON.stringify({ ...about, ...change }) } }, 'vgg16-bn-small')

test.each([
  [{ build: { classes: 1e9 } }, /give \{"classes":1000000000\} as build; that must be a size, channels and classes, whole numbers/],
  [{ build: { classes: 2, size: -1 } }, /as build/],
  [{ build: [] }, /as build/],
  [{ labels: ['cat'] }, /give \["cat"\] as labels; that must be the names of 2 classes/],
  [{ labels: ['cat', 3] }, /as labels/],
  [{ steps: { ...about.steps, resize: 1e8 } }, /as steps/],
  [{ steps: { ...about.steps, interpolation: 'nearest' } }, /as steps/],
  [{ steps: { ...about.steps, deviation: [1, 0, 1] } }, /as steps/],
  [{ steps: { ...about.steps, mean: [0, null, 0] } }, /as steps/],
  [{ steps: 7 }, /as steps/],
])('metadata of a stranger: %j', (change, message) => {
  expect(() => read(change)).toThrow(FormatError)
  expect(() => read(change)).toThrow(message)
})

test.each(['', 'nonsense', '[]', 'null'])('metadata that are no object: %j', (text) => {
  expect(() => readTrainedFor({ metadata: { trained_for: text } }, 'resnet20')).toThrow(/'trained_for' are no JSON object/)
})

test('names of an object prototype are no options', () => {
  const found = readTrainedFor(
    {
      metadata: {
        trained_for: '{"network":"resnet20","build":{"__proto__":{"size":7},"classes":1,"toString":3},"labels":["a"],"constructor":1}',
      },
    },
    'resnet20',
  )
  expect(found).toEqual({ network: 'resnet20', build: { classes: 1 }, labels: ['a'] })
})
