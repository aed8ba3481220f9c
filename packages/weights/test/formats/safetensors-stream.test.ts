import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Tensor, Weights } from '@cnn/shapes'
import { resnet20 } from '@cnn/zoo'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError, hashedWeights, readSafetensors, streamSafetensors, writeSafetensors } from '@cnn/weights'
import { expectFormatErrors } from '../mutations.ts'

/** The bytes in chunks of a size, and whether the stream was cancelled. */
function inChunks(bytes: Uint8Array, size: number) {
  let at = 0
  const asked = { chunks: 0, cancelled: false }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close()
        asked.chunks++
        controller.enqueue(bytes.subarray(at, at + size))
        at += size
      },
      cancel() {
        asked.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, asked }
}

async function collect(stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Weights> {
  const weights = new Map<string, Tensor>()
  for await (const [name, tensor] of streamSafetensors(stream)) weights.set(name, tensor)
  return weights
}

const small = writeSafetensors(
  new Map([
    ['layer.weight', { shape: [2, 1], data: Float32Array.of(1, 2) }],
    ['layer.bias', { shape: [], data: Float32Array.of(3) }],
    ['none', { shape: [0], data: new Float32Array() }],
  ]),
  { note: 'x' },
)

test('however a file is cut into chunks, its tensors are those of the whole file', async () => {
  const { weights } = readSafetensors(small)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: small.length + 1 }), async (size) => {
      expect(await collect(inChunks(small, size).stream)).toEqual(weights)
    }),
  )
  expect(await collect(new Blob([small]).stream())).toEqual(weights)
  const network = hashedWeights(resnet20())
  const halves = writeSafetensors(network, {}, { kernels: 'float16' })
  expect(await collect(inChunks(halves, 65_537).stream)).toEqual(readSafetensors(halves).weights)
})

test('a stream of Node is read: 19 kernels, 19 batch norms of four tensors, and two of the last layer', async () => {
  const path = fileURLToPath(new URL('../../../trained/files/resnet20.safetensors', import.meta.url))
  const names = [...(await collect(createReadStream(path))).keys()]
  expect(names.length).toBe(19 + 19 * 4 + 2)
})

test('a tensor comes as soon as its last byte is there', async () => {
  const { stream, asked } = inChunks(small, small.length - 4)
  const tensors = streamSafetensors(stream)
  expect((await tensors.next()).value).toEqual(['layer.weight', { shape: [2, 1], data: Float32Array.of(1, 2) }])
  expect(asked.chunks).toBe(1)
  expect((await tensors.next()).value).toEqual(['layer.bias', { shape: [], data: Float32Array.of(3) }])
  expect(asked.chunks).toBe(2)
})

test('a tensor that is freed holds nothing', async () => {
  for await (const [, tensor] of streamSafetensors(inChunks(small, 64).stream)) {
    tensor.free()
    expect(tensor.data.length).toBe(0)
  }
})

test('whoever stops early cancels the stream', async () => {
  const { stream, asked } = inChunks(small, 8)
  for await (const [name] of streamSafetensors(stream)) {
    expect(name).toBe('layer.weight')
    break
  }
  expect(asked.cancelled).toBe(true)
})

test('what breaks the stream is told as it is', async () => {
  let at = 0
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at > 0) return controller.error(new TypeError('network error'))
      controller.enqueue(small.subarray(0, (at = 150)))
    },
  })
  await expect(collect(broken)).rejects.toThrow(new TypeError('network error'))
})

test.each([
  ['nothing', small.subarray(0, 0), 'the file is cut off: the length of its header takes 8 bytes, 0 are there'],
  ['half of a header', small.subarray(0, 50), /^the file is cut off: its header takes \d+ bytes, 42 are there$/],
  ['half of a tensor', small.subarray(0, -6), "the file is cut off: tensor 'layer.weight' takes 8 bytes, 6 are there"],
  ['more than its tensors', Uint8Array.of(...small, 0), 'bytes after the last tensor belong to none'],
])('%s is refused', async (_, bytes, message) => {
  const error = await collect(inChunks(bytes, 16).stream).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FormatError)
  expect((error as Error).message).toMatch(message)
})

test('a tensor of a terabyte is refused', async () => {
  const header = JSON.stringify({ a: { dtype: 'F32', shape: [2 ** 38], data_offsets: [0, 2 ** 40] } })
  const bytes = Buffer.concat([Buffer.alloc(8), Buffer.from(header), Buffer.alloc(100)])
  bytes.writeBigUInt64LE(BigInt(header.length))
  await expect(collect(inChunks(bytes, 64).stream)).rejects.toThrow(
    "tensor 'a' takes 1099511627776 bytes, more than can be had here",
  )
})

test('a damaged file gives what the whole file gives: its tensors, or a FormatError', async () => {
  await expectFormatErrors([small], async (bytes) => {
    const streamed = collect(inChunks(bytes, 64).stream)
    let weights
    try {
      weights = readSafetensors(bytes).weights
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
      await expect(streamed).rejects.toThrow(FormatError)
      return
    }
    expect(await streamed).toEqual(weights)
  })
})
