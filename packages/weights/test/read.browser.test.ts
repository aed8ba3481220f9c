/**
 * @file What a page can do with files: those that its visitor chose, and those at URLs, in every format, by the readers
 * as a browser runs them.
 */

import type { Tensor, Weights } from '@cnn/shapes'
import { FormatError, fromFiles, fromUrl, readWeights, SourceError, writeSafetensors, type Files } from '@cnn/weights'
import { afterEach, expect, test } from 'vitest'
import tinyJson from './files/tiny.json' with { type: 'json' }

/** The values of tiny.pth, as PyTorch printed them. */
const tiny: Weights = new Map(
  Object.entries(tinyJson as Record<string, { shape: number[]; data: number[] }>).map(
    ([name, { shape, data }]): [string, Tensor] => [name, { shape, data: Float32Array.from(data) }],
  ),
)

/** Written by PyTorch, h5py and ONNX: benchmarks/proofs/checkpoints/make_files.py. */
const urls = import.meta.glob<string>('./files/*', { query: '?url', import: 'default', eager: true })

async function chosen(name: string): Promise<File> {
  const response = await fetch(urls[`./files/${name}`]!)
  return new File([await response.arrayBuffer()], name)
}

const tensors = async (files: Files) => (await readWeights(files)).weights

test.each(['tiny.pth', 'tiny-legacy.pth', 'tiny-protocol4.pth'])('%s gives what PyTorch printed', async (name) => {
  expect(await tensors(await fromFiles([await chosen(name)]))).toEqual(tiny)
})

test('safetensors', async () => {
  expect(await tensors(await fromFiles([new File([writeSafetensors(tiny)], 'tiny.safetensors')]))).toEqual(tiny)
})

test.each(['tiny-weights.h5', 'tiny-model.h5', 'tiny.keras'])('%s, by the HDF5 library', async (name) => {
  const found = await tensors(await fromFiles([await chosen(name)]))
  expect(found.get('conv/kernel')!.shape).toEqual([3, 3, 2, 3])
  expect(found.get('bn/moving_variance')!.data).toEqual(tiny.get('bn.running_var')!.data)
})

test('tiny.onnx', async () => {
  const found = await tensors(await fromFiles([await chosen('tiny.onnx')]))
  expect([...found.values()].map(({ shape }) => shape)).toContainEqual([3, 2, 3, 3])
})

test('model.json with its shards, in any order', async () => {
  const weightsManifest = [{ paths: ['a.bin', 'b.bin'], weights: [{ name: 'a', shape: [2], dtype: 'float32' }] }]
  const files = [
    new File([new Uint8Array(Float32Array.of(2).buffer)], 'b.bin'),
    new File([JSON.stringify({ weightsManifest })], 'model.json'),
    new File([new Uint8Array(Float32Array.of(1).buffer)], 'a.bin'),
  ]
  expect(await tensors(await fromFiles(files))).toEqual(new Map([['a', { shape: [2], data: Float32Array.of(1, 2) }]]))
  await expect(fromFiles(files).then(({ beside }) => beside!('c.bin'))).rejects.toThrow('model.json asks for c.bin')
  await expect(fromFiles([files[0]!, files[2]!])).rejects.toThrow(SourceError)
})

test.each(['code.pth', 'code-legacy.pth', 'huge.h5', 'loop.h5', 'external.h5', 'torchscript.pt'])(
  '%s is refused',
  async (name) => {
    await expect(tensors(await fromFiles([await chosen(name)]))).rejects.toThrow(FormatError)
  },
)

const cache = 'cnn-test'
afterEach(() => caches.delete(cache))

test('a URL is fetched once, and kept by the browser', async () => {
  let asked = 0
  const counting: typeof fetch = (...args) => {
    asked++
    return fetch(...args)
  }
  const url = new URL(urls['./files/tiny.pth']!, location.href)
  for (let i = 0; i < 2; i++) expect(await tensors(await fromUrl(url, { cache, fetch: counting }))).toEqual(tiny)
  expect(asked).toBe(1)
  await expect(fromUrl(url, { cache, sha256: '00' })).rejects.toThrow('the kept copy of')
})
