/** @file Every network in the browser: WebGL and WebGPU. */

import { env } from '@tensorflow/tfjs-core'
import { zoo } from '@cnn/zoo'
import { expect, test } from 'vitest'
import './browser.ts'
import { everyNetwork } from './every-network.ts'
import { onBackend } from './predict.ts'

/**
 * A software GPU takes seconds to compile what a network needs, so `pnpm test` runs those that differ in more than
 * depth, or in classes or options that the test sets itself. With VITE_EVERY_NETWORK=1, as in `.ci/run`, all of the zoo
 * run; under Node they always do.
 */
const representative = `
  lenet5 lenet5-modern alexnet alexnet-ungrouped alexnet-torchvision zfnet nin-cifar10 nin-imagenet
  vgg11 vgg11-lrn vgg16-c vgg11-bn vgg11-fcn vgg11-bn-fcn
  googlenet googlenet-torchvision inception-v3 inception-v4 inception-v3-small
  plain20 resnet20 preact-resnet20 plain18 resnet18 resnet34-a resnet34-c resnet50 resnet50-v1
`
  .trim()
  .split(/\s+/)
const networks = import.meta.env['VITE_EVERY_NETWORK'] ? zoo : zoo.filter(({ id }) => representative.includes(id))

test('the representative ones are networks of the zoo', () => {
  expect(zoo.map(({ id }) => id)).toEqual(expect.arrayContaining(representative))
})

// WebGL would compile a shader for every shape of every layer, most of the time here. With shapes as uniforms, as
// WebGPU always has them, layers share shaders; the contract has each operation and the families as tfjs sets out by
// itself.
env().set('WEBGL_USE_SHAPES_UNIFORMS', true)

for (const backend of ['webgl', 'webgpu'])
  everyNetwork(backend, { predict: onBackend(backend), tolerance: 1e-3, reference: onBackend('wasm'), networks })
