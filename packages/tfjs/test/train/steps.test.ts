import '@tensorflow/tfjs-backend-cpu'
import { test } from 'vitest'
import '../wasm.ts'
import { expectSteps, steps } from './steps.ts'

test.each(steps.map((step) => [step.network, step] as const))(
  'two steps of %s change every tensor as in PyTorch',
  async (_, step) => {
    await expectSteps(step, 'cpu', 1e-4)
    await expectSteps(step, 'wasm', 1e-4)
  },
)
