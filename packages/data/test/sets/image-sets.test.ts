/**
 * @file Data sets as their archives hold them, against what torchvision's own classes read out of the same files
 * (`cifar.py`).
 */

import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync, unzlibSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCifar10, readDataset, readImageSet } from '@cnn/data/node'
import goldens from '../cifar.json' with { type: 'json' }

const bytesOf = (text: string) => unzlibSync(Buffer.from(text, 'base64'))
const file = (name: keyof typeof goldens.files) => bytesOf(goldens.files[name])

let root: string
const at = (path: string) => join(root, path)

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cnn-image-sets-'))
  for (const [name, text] of Object.entries(goldens.files)) {
    await mkdir(dirname(at(name)), { recursive: true })
    await writeFile(at(name), bytesOf(text))
  }
})
afterAll(() => rm(root, { recursive: true }))

test.each([
  ['cifar10', 'cifar-10-batches-py'],
  ['cifar100', 'cifar-100-python'],
  ['cifar100', 'cifar-100-binary'],
  ['mnist', 'MNIST/raw'],
] as const)("%s in %s is torchvision's", async (key, folder) => {
  for (const split of ['train', 'test'] as const) {
    const set = (await readImageSet(at(folder), split))!
    const { classes, labels, shape, pixels } = goldens.torchvision[`${key} ${split}`]
    expect([set.count, ...set.size]).toEqual(key === 'mnist' ? [...shape, 1] : shape)
    expect([...set.labels]).toEqual(labels)
    // These files call CIFAR-10's classes a to j; they are always the same.
    if (key === 'cifar100') expect(set.classes).toEqual(classes)
    const found = Buffer.concat(Array.from({ length: set.count }, (_, i) => set.image(i)))
    expect(found.equals(bytesOf(pixels)), 'the same bytes').toBe(true)
  }
})

test('the folder around one data set may be named', async () => {
  await mkdir(at('around'))
  await symlink(at('cifar-10-batches-py'), at('around/cifar-10-batches-py'))
  expect((await readDataset(at('around'), 'test')).count).toBe(2)
  expect((await readCifar10('test', { folder: at('cifar-10-batches-py') })).count).toBe(2)
})

/** As Kaggle unpacks them, as EMNIST is called, and as people shorten it. */
test.each([
  ['train-images.idx3-ubyte', 'train-labels.idx1-ubyte', 't10k-images.idx3-ubyte', 't10k-labels.idx1-ubyte'],
  [
    'emnist-digits-train-images-idx3-ubyte.gz',
    'emnist-digits-train-labels-idx1-ubyte.gz',
    'emnist-digits-test-images-idx3-ubyte.gz',
    'emnist-digits-test-labels-idx1-ubyte.gz',
  ],
  ['train_images.idx', 'train_labels.idx', 'test_images.idx', 'test_labels.idx'],
])('IDX files called %s', async (...names) => {
  const folder = await mkdtemp(join(root, 'idx-'))
  const usual = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'] as const
  for (const [i, name] of names.entries()) {
    const bytes = file(`MNIST/raw/${usual[i]!}-ubyte`)
    await writeFile(join(folder, name), name.endsWith('.gz') ? gzipSync(bytes) : bytes)
  }
  const { labels, pixels } = goldens.torchvision['mnist test']
  const set = (await readImageSet(folder, 'test'))!
  expect([...set.labels]).toEqual(labels)
  expect(Buffer.concat([set.image(0), set.image(1)]).equals(bytesOf(pixels))).toBe(true)
})

test('several data sets in one folder, and a file that is missing, are named', async () => {
  const folder = await mkdtemp(join(root, 'idx-'))
  const images = file('MNIST/raw/train-images-idx3-ubyte')
  await writeFile(join(folder, 'emnist-digits-train-images-idx3-ubyte'), images)
  await expect(readImageSet(folder, 'train')).rejects.toThrow(/train-labels-idx1-ubyte cannot be read, nor with \.gz$/)
  await writeFile(join(folder, 'emnist-letters-train-images-idx3-ubyte'), images)
  await expect(readImageSet(folder, 'train')).rejects.toThrow(
    /holds several data sets, emnist-digits-.*, emnist-letters-.*; give each a folder of its own$/,
  )
})

test('class folders called train, test and meta are class folders', async () => {
  const folder = await mkdtemp(join(root, 'classes-'))
  for (const name of ['train', 'test', 'meta']) await mkdir(join(folder, name))
  expect(await readImageSet(folder, 'train')).toBeUndefined()
})

/**
 * Every length that a download may end at, and every opcode in place of each of the first ones: a DataError, and never
 * anything else.
 */
test('a batch that is cut off or damaged is an error that names it', async () => {
  const whole = file('cifar-10-batches-py/test_batch')
  const folder = await mkdtemp(join(root, 'damaged-'))
  const read = async (bytes: Uint8Array) => {
    await writeFile(join(folder, 'test_batch'), bytes)
    return readImageSet(folder, 'test').catch((error: unknown) => error as Error)
  }
  for (let length = 0; length < 400; length += 7)
    expect(await read(whole.subarray(0, length))).toMatchObject({
      name: 'DataError',
      message: expect.stringMatching(/test_batch is no pickle as CIFAR comes in: /),
    })
  for (let i = 0; i < 300; i++) {
    const bytes = Uint8Array.from(whole)
    bytes[(i * 37) % 400] = (i * 101) % 256
    const found = await read(bytes)
    if (found instanceof Error) expect(found.name).toBe('DataError')
  }
  await rename(join(folder, 'test_batch'), join(folder, 'data_batch_1'))
  await expect(readImageSet(folder, 'test')).rejects.toThrow(
    /test_batch cannot be read; the folder has to hold test_batch/,
  )
})

test('a pickle that calls something, or makes lists without end, is ended', async () => {
  const folder = await mkdtemp(join(root, 'hostile-'))
  const read = async (bytes: Uint8Array) => {
    await writeFile(join(folder, 'test_batch'), bytes)
    return readImageSet(folder, 'test')
  }
  await expect(read(Buffer.from('\x80\x02cos\nsystem\nU\x02ls\x85R.', 'latin1'))).rejects.toThrow(/it calls os system/)
  await expect(read(new Uint8Array(24_000_000).fill(0x7d))).rejects.toThrow(/more than 100000 lists and dicts/)
})
