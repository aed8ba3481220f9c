/** @file Names and shapes of the tensors are torchvision's (benchmarks/goldens/torchvision_keys.py), in its order. */

import { weights } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { densenet121, resnet18, resnet50, vgg16 } from '../src/index.ts'
import keys from './goldens/torchvision-keys.json' with { type: 'json' }

test.each([
  ['vgg16', vgg16],
  ['resnet18', resnet18],
  ['resnet50', resnet50],
  ['densenet121', densenet121],
] as const)('%s', (name, build) => {
  const ours = Object.fromEntries(weights(build()).map(({ name, shape }) => [name, [...shape]]))
  expect(ours).toEqual(keys[name])
})
