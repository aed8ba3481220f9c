/** @file The contract in the browser: WASM, WebGL and WebGPU, and what happens when the GPU goes away. */

import '@tensorflow/tfjs-backend-cpu'
import { backend, setBackend } from '@tensorflow/tfjs-core'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import './browser.ts'
import { contract } from './contract.ts'
import { expectGolden, families, titled } from './goldens.ts'
import { onBackend } from './predict.ts'

test('the page is isolated, so that WASM can have threads', () => {
  expect(crossOriginIsolated).toBe(true)
})

contract('wasm', { tolerance: 1e-4, runs: 20 })
contract('webgl', { tolerance: 1e-3, runs: 20 })
contract('webgpu', { tolerance: 1e-3, runs: 20 })

test.each(titled(families))('%s gives the logits of PyTorch', async (_, golden) => {
  await expectGolden(golden, 1e-4, onBackend('wasm'))
  await expectGolden(golden, 1e-3, onBackend('webgl'), onBackend('webgpu'))
})

const losses: Readonly<Record<string, () => void>> = {
  webgl: () =>
    (backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu.gl
      .getExtension('WEBGL_lose_context')!
      .loseContext(),
  webgpu: () => (backend() as unknown as { device: GPUDevice }).device.destroy(),
}

// Last, since they take the backend away.
test.each(Object.entries(losses))(
  'an inference on %s ends with a clear error when the GPU goes away',
  async (name, lose) => {
    await setBackend(name)
    const net = resnet20({ size: 8 })
    const model = createModel(net, hashedWeights(net))
    const image = hashedImage(net.input.shape).data
    await model.predict(image)
    lose()
    await expect(model.predict(image)).rejects.toThrow(`the ${name} backend is gone`)
  },
)
