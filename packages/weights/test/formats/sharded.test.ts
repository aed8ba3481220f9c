/** @file Checkpoints in several files, as Hugging Face writes large ones, and folders with weights in them. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Weights } from '@cnn/shapes'
import { fitWeights, FormatError, fromFiles, hashedWeights, readWeights, writeSafetensors } from '@cnn/weights'
import { fromPath } from '@cnn/weights/node'
import { resnet20 } from '@cnn/zoo'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { file, tiny } from '../files.ts'

const net = resnet20()
const weights = hashedWeights(net)
const all = [...weights]
const parts: Record<string, Weights> = {
  'model-00001-of-00002.safetensors': new Map(all.slice(0, 40)),
  'model-00002-of-00002.safetensors': new Map(all.slice(40)),
}
const placed = Object.entries(parts).flatMap(([name, part]) => [...part.keys()].map((tensor) => [tensor, name]))
const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const index = text({ metadata: { total_size: 1_000_000 }, weight_map: Object.fromEntries(placed) })
const beside = async (name: string) => writeSafetensors(parts[name]!)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-shards-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function made(name: string, files: Record<string, Uint8Array | string>): Promise<string> {
  const path = join(folder, name)
  await mkdir(path)
  await Promise.all(Object.entries(files).map(([own, content]) => writeFile(join(path, own), content)))
  return path
}

test('an index and its shards are one checkpoint', async () => {
  const checkpoint = await readWeights({ bytes: index, beside })
  expect(fitWeights(net, checkpoint.weights)).toEqual(weights)
})

test('a Hugging Face folder gives its model, whatever else lies in it', async () => {
  const shards = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, writeSafetensors(part)]))
  const path = await made('sharded', { ...shards, 'model.safetensors.index.json': index, 'config.json': '{}' })
  expect(fitWeights(net, (await readWeights(await fromPath(path))).weights)).toEqual(weights)
})

test('shards may be pickles', async () => {
  const map = Object.fromEntries([...tiny.keys()].map((name) => [name, 'pytorch_model-00001-of-00001.bin']))
  const path = await made('pickles', {
    'pytorch_model.bin.index.json': text({ metadata: {}, weight_map: map }),
    'pytorch_model-00001-of-00001.bin': file('tiny.pth'),
  })
  expect((await readWeights(await fromPath(path))).weights).toEqual(tiny)
})

test('a page takes them too', async () => {
  const files = Object.entries(parts).map(([name, part]) => new File([writeSafetensors(part)], name))
  const chosen = [new File(['{}'], 'config.json'), ...files, new File([index], 'model.safetensors.index.json')]
  expect((await readWeights(await fromFiles(chosen))).weights.size).toBe(weights.size)
})

test.each([
  [
    'a tensor that is not where the index has it',
    { 'fc.weight': 'model-00001-of-00002.safetensors' },
    'tensor "fc.weight" is not in the shard \'model-00001-of-00002.safetensors\'',
  ],
  ['a shard elsewhere', { 'fc.weight': '../secret.safetensors' }, 'would lie outside of the model'],
  ['a shard that is no text', { 'fc.weight': 7 }, 'has 7 as the shard of "fc.weight"'],
])('%s is refused', async (_, map, message) => {
  const bytes = text({ weight_map: map })
  await expect(readWeights({ bytes, beside })).rejects.toThrow(FormatError)
  await expect(readWeights({ bytes, beside })).rejects.toThrow(message)
})

test('shards that hold the same, or no weights, are refused', async () => {
  const same = text({ weight_map: { 'fc.weight': 'a', 'fc.bias': 'b' } })
  await expect(readWeights({ bytes: same, beside: async () => writeSafetensors(weights) })).rejects.toThrow(
    "is in two shards, one of them 'b'",
  )
  await expect(readWeights({ bytes: same, beside: async () => same })).rejects.toThrow(
    'a shard is of the format sharded; it must be safetensors or PyTorch',
  )
  await expect(readWeights(same)).rejects.toThrow('give the files that it names too')
})

test('a folder with one file of weights gives that, with several or none says what it found', async () => {
  const one = await made('one', { 'best.pth': file('tiny.pth'), 'log.txt': '' })
  expect((await readWeights(await fromPath(one))).weights).toEqual(tiny)
  const two = await made('two', { 'a.pth': file('tiny.pth'), 'b.pth': file('tiny.pth') })
  await expect(fromPath(two)).rejects.toThrow(/two has 2: a\.pth, b\.pth; name the file/)
  await expect(fromPath(await made('none', { 'log.txt': '' }))).rejects.toThrow(/none has no file of weights; name/)
})
