/**
 * @file Names and shapes of the tensors are torchvision's (benchmarks/proofs/goldens/torchvision_keys.py), heads
 * included.
 */

import { weights } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { zoo } from '../src/index.ts'
import keys from './goldens/torchvision-keys.json' with { type: 'json' }

/** Where torchvision's name is that of another network here. */
const ids: Readonly<Record<string, string>> = {
  alexnet: 'alexnet-torchvision',
  googlenet: 'googlenet-torchvision',
  inception_v3: 'inception-v3',
}

test.each(Object.entries(keys))('%s', (name, expected) => {
  const id = ids[name] ?? name.replace('_', '-')
  const net = zoo.find((entry) => entry.id === id)!.build()
  const ours = Object.fromEntries(weights(net).map((weight) => [weight.name, [...weight.shape]]))
  expect(ours).toEqual(expected)
})
