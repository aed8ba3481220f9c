import { expect, test } from 'vitest'
import { publishedAccuracy } from '@cnn/bench'

/** From torchvision's `get_model_weights`, and from the papers' tables. */
test.each([
  ['resnet50', 76.13, 92.862, 'torchvision, ResNet50_Weights.IMAGENET1K_V1'],
  ['vgg16', 71.592, 90.382, 'torchvision, VGG16_Weights.IMAGENET1K_V1'],
  ['inception-v3', 77.294, 93.45, 'torchvision, Inception_V3_Weights.IMAGENET1K_V1'],
  // Evaluated as the paper does it, on whole pictures: not what the dense network's weights reach on a crop.
  ['vgg16-fcn', 73, 91.2, 'Simonyan & Zisserman 2014, table 3'],
  ['vgg16-c', 71.9, 90.6, 'Simonyan & Zisserman 2014, table 3'],
  // akamaster's weights reach 91.73 %; the paper is what a training is compared with.
  ['resnet20', 91.25, undefined, 'He et al. 2015, table 6'],
  ['googlenet', undefined, 89.93, 'Szegedy et al. 2014, table 3'],
])('%s: top-1 %s, top-5 %s, %s', (id, top1, top5, source) => {
  const { protocol, ...accuracy } = publishedAccuracy(id)!
  expect(accuracy).toMatchObject({ ...(top1 !== undefined && { top1 }), ...(top5 !== undefined && { top5 }), source })
  expect(protocol).not.toBe('')
})

test('a network of which nobody claims anything has none', () => {
  expect(publishedAccuracy('plain20')).toBeUndefined()
})
