/** @file Batches that tfjs's WASM has no memory for: told of, and the model goes on. */

import { execFileSync } from 'node:child_process'
import { conv, globalAveragePool, input, network, relu } from '@cnn/shapes'
import { createModel, MemoryError } from '@cnn/tfjs'
import { startBackend } from '@cnn/tfjs/backend'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test, vi } from 'vitest'

const net = network('wide', {
  logits: globalAveragePool(relu(conv(input([64, 64, 3]), 'conv1', { filters: 256, kernel: 3, pad: 1 }))),
})
const one = hashedImage(net.input.shape).data

beforeAll(() => startBackend('wasm'))

test('too many images are refused before anything is computed, with what is needed and what would fit', async () => {
  const model = createModel(net, hashedWeights(net))
  const { logits } = await model.predict(one)
  const { numTensors } = memory()
  // 4 MiB of each image's map of 64×64×256, and 1,024 of these are all that 32 bits can address.
  const batch = new Float32Array(1100 * one.length)
  await expect(model.predict(batch)).rejects.toThrow(MemoryError)
  await expect(model.predict(batch)).rejects.toThrow(
    /^network 'wide' needs \d{4} MiB for 1100 images, and tfjs's WASM has 4096; (9\d\d|10[01]\d) images at once would fit$/,
  )
  expect(memory().numTensors).toBe(numTensors)
  expect((await model.predict(one)).logits).toEqual(logits)
  model.dispose()
})

test('memory that is not given is an error, not the address 0, and the model goes on', async () => {
  const model = createModel(net, hashedWeights(net))
  const { logits } = await model.predict(one)
  const { numTensors } = memory()
  const grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory')
  })
  await expect(model.predict(new Float32Array(200 * one.length))).rejects.toThrow(
    /^network 'wide' needs \d{3,4} MiB for 200 images: tfjs's WASM has no \d+ MiB left of the 4096 that it can have; try 100 images at once$/,
  )
  grow.mockRestore()
  expect(memory().numTensors).toBe(numTensors)
  expect((await model.predict(one)).logits).toEqual(logits)
  model.dispose()
})

test('memory that ends while it computes, again and again, costs no later answer', () => {
  const program = `
    import { createModel } from '@cnn/tfjs'
    import { startBackend } from '@cnn/tfjs/backend'
    import { hashedImage, hashedWeights } from '@cnn/weights'
    import { ninCifar10 } from '@cnn/zoo'
    console.warn = () => {}
    await startBackend('wasm')
    const net = ninCifar10()
    const model = createModel(net, hashedWeights(net))
    const one = hashedImage(net.input.shape).data
    const ends = []
    for (const count of [1, 60, 400, 1, 200, 90, 1]) {
      const images = new Float32Array(count * one.length)
      for (let i = 0; i < count; i++) images.set(one, i * one.length)
      ends.push(await model.predict(images).then(({ logits }) => logits.join(), ({ name }) => name))
    }
    process.stdout.write(JSON.stringify(ends))`
  // V8 gives a module no more than these pages of 64 KiB, which are 64 MiB.
  const typed = ['--wasm-max-mem-pages=1024', '--input-type=module', '--eval', program]
  const ends = JSON.parse(
    execFileSync(process.execPath, typed, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as string[]
  const [answer] = ends
  expect(answer).toMatch(/^-?\d.*,/)
  expect(ends).toEqual([answer, 'MemoryError', 'MemoryError', answer, 'MemoryError', 'MemoryError', answer])
})
