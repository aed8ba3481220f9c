/**
 * @file Training in the browser: gradients, PyTorch's steps and whole runs, on WebGL and WebGPU, and WASM with threads.
 */

import '@tensorflow/tfjs-backend-cpu'
import { test } from 'vitest'
import '../browser.ts'
import { gradients } from './gradients.ts'
import { runs } from './runs.ts'
import { expectSteps, steps } from './steps.ts'

gradients('webgl', 1e-3)
gradients('webgpu', 1e-3)

const some = new Set(['lenet5-modern', 'alexnet', 'resnet20'])

test.each(steps.filter(({ network }) => some.has(network)).map((step) => [step.network, step] as const))(
  'two steps of %s change every tensor as in PyTorch',
  async (_, step) => {
    await expectSteps(step, 'webgl', 1e-3)
    await expectSteps(step, 'webgpu', 1e-3)
  },
)

runs('wasm')
runs('webgl')
runs('webgpu')
