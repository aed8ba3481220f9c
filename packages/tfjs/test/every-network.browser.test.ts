/** @file Every network in the browser: WebGL and WebGPU. */

import '@tensorflow/tfjs-backend-webgl'
import '@tensorflow/tfjs-backend-webgpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import wasmThreadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import { zoo } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { everyNetwork } from './every-network.ts'

setWasmPaths({
  'tfjs-backend-wasm.wasm': wasm,
  'tfjs-backend-wasm-simd.wasm': wasmSimd,
  'tfjs-backend-wasm-threaded-simd.wasm': wasmThreadedSimd,
})

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

everyNetwork('webgl', { tolerance: 1e-3, reference: 'wasm', networks })
everyNetwork('webgpu', { tolerance: 1e-3, reference: 'wasm', networks })
