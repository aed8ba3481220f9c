import { select } from '@cnn/shapes'
import { catalogue, publishedWeights } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { expect, test } from 'vitest'

test.each(catalogue)(
  '$publisher: $name is of a network of the zoo, and its crop is the input',
  ({ network, preprocessing, accuracy, url }) => {
    const entry = zoo.find(({ id }) => id === network)
    expect(entry).toBeDefined()
    const { shape } = select(entry!.build(), 'logits').input
    expect(shape[0]).toBe(preprocessing.crop)
    expect(preprocessing.resize).toBeGreaterThanOrEqual(Number(preprocessing.crop))
    expect(url).toMatch(/^(https:\/\/|npm:)/)
    if (accuracy) expect([accuracy.protocol, accuracy.source].every(Boolean)).toBe(true)
  },
)

test('no weights stand there twice', () => {
  expect(new Set(catalogue.map(({ url, network }) => `${network} ${url}`)).size).toBe(catalogue.length)
})

test('a fully convolutional network takes the weights of the dense one', () => {
  expect(publishedWeights('vgg16-bn-fcn').map(({ url }) => url)).toContain(
    'https://download.pytorch.org/models/vgg16_bn-6c64b313.pth',
  )
  expect(publishedWeights('vgg16-bn-fcn')).toEqual(publishedWeights('vgg16-bn'))
})

/** Printed by torchvision 0.14: get_model_weights('resnet50'), .url, .transforms.keywords, .meta. */
test("ResNet-50's second weights are resized otherwise", () => {
  const [, , v2] = publishedWeights('resnet50')
  expect(v2).toMatchObject({
    url: 'https://download.pytorch.org/models/resnet50-11ad3fa6.pth',
    sha256: '11ad3fa6',
    preprocessing: { resize: 232, crop: 224 },
    accuracy: { top1: 80.858, top5: 95.434 },
  })
})
