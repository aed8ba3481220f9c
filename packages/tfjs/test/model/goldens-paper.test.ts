/**
 * @file One network of each kind, at the size of its paper, gives PyTorch's logits under Node: a file of its own, to
 * run beside the others.
 */

import { expect, test } from 'vitest'
import { expectGolden, goldens, titled } from '../goldens.ts'
import { onBackend } from '../predict.ts'
import '../wasm.ts'

const paper = goldens.filter(({ where }) => where === 'paper')

test('there are some of every family', () => {
  const ids = paper.map(({ network }) => network)
  for (const id of [
    'lenet5',
    'alexnet',
    'zfnet',
    'nin-imagenet',
    'vgg16',
    'googlenet',
    'inception-v3',
    'inception-v4',
    'resnet50',
    'densenet121',
  ])
    expect(ids).toContain(id)
})

test.each(titled(paper))('%s on WASM', async (_, golden) => {
  await expectGolden(golden, 1e-4, onBackend('wasm'))
})
