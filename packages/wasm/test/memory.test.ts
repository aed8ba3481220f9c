/**
 * @file Where memory runs out: a batch is cut smaller, a network that cannot be had is told of, and what is there goes
 * on.
 */

import { conv, input, network, relu } from '@cnn/shapes'
import { createModel, MemoryError } from '@cnn/wasm'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => void vi.restoreAllMocks())

const made = (side: number) =>
  network('wide', { logits: relu(conv(input([side, side, 3]), 'conv1', { filters: 32, kernel: 3, pad: 1 })) })

const one = hashedImage([32, 32, 3]).data

/** Memories that grow by no more than so many pages of 64 KiB. */
function limit(pages: number): void {
  const { Memory } = WebAssembly
  vi.spyOn(WebAssembly, 'Memory').mockImplementation(function memory(asked: WebAssembly.MemoryDescriptor) {
    return new Memory({ ...asked, maximum: asked.initial + pages })
  })
}

test.each([0, 3, 20])(
  'a memory that grows by %i pages at most computes batches in smaller ones, to the same bits',
  async (pages) => {
    const net = made(32)
    const images = Float32Array.from({ length: 30 * one.length }, (_, i) => one[(7 * i) % one.length]!)
    const expected = await (await createModel(net, hashedWeights(net))).predict(images)
    limit(pages)
    const model = await createModel(net, hashedWeights(net))
    expect((await model.predict(images)).logits).toEqual(expected.logits)
    expect((await model.predict(images.subarray(0, 2 * one.length))).logits).toEqual(
      expected.logits.subarray(0, 2 * 32 ** 3),
    )
  },
)

test('a network that no WebAssembly can hold is told of before, with what it needs', async () => {
  const net = made(12_000)
  await expect(createModel(net, hashedWeights(net))).rejects.toThrow(MemoryError)
  await expect(createModel(net, hashedWeights(net))).rejects.toThrow(
    /^network 'wide' needs \d{5} MiB, and WebAssembly has 4096; use smaller images/,
  )
})

test('a memory that the machine does not give is told of, and a smaller network goes on', async () => {
  const { Memory } = WebAssembly
  const asked = vi.spyOn(WebAssembly, 'Memory').mockImplementation(function memory() {
    throw new RangeError('WebAssembly.Memory(): could not allocate memory')
  })
  const net = made(32)
  await expect(createModel(net, hashedWeights(net))).rejects.toThrow(
    /^network 'wide' needs \d+ MiB, which cannot be had here: WebAssembly\.Memory\(\): could not allocate memory$/,
  )
  asked.mockRestore()
  expect(WebAssembly.Memory).toBe(Memory)
  expect((await (await createModel(net, hashedWeights(net))).predict(one)).logits.length).toBe(32 ** 3)
})
