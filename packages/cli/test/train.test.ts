import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSafetensors } from '@cnn/weights'
import { encode } from 'fast-png'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { runHere } from './run-here.ts'

let folder: string

/** Bright above for a 0, bright below for a 1: what any network learns at once. As MNIST's files, by hand from their description. */
async function writeDigits(split: 'train' | 't10k', count: number) {
  const images = new Uint8Array(16 + count * 784)
  new DataView(images.buffer).setUint32(0, 2051)
  for (const [i, value] of [count, 28, 28].entries()) new DataView(images.buffer).setUint32(4 + 4 * i, value)
  const labels = new Uint8Array(8 + count)
  new DataView(labels.buffer).setUint32(0, 2049)
  new DataView(labels.buffer).setUint32(4, count)
  for (let i = 0; i < count; i++) {
    const label = i % 2
    labels[8 + i] = label
    for (let k = 0; k < 392; k++) {
      const [row, column] = [label * 14 + Math.floor(k / 28), k % 28]
      // Dark at the edges, as MNIST is.
      if ([row, column].some((at) => at === 0 || at === 27)) continue
      images[16 + i * 784 + row * 28 + column] = 100 + ((i * 31 + k * 7) % 100)
    }
  }
  await writeFile(join(folder, `${split}-images-idx3-ubyte`), images)
  await writeFile(join(folder, `${split}-labels-idx1-ubyte`), labels)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-train-'))
  await writeDigits('train', 60)
  await writeDigits('t10k', 20)
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(() => (process.exitCode = undefined))

const run = (out: string, ...more: string[]) =>
  runHere(
    'train',
    'lenet5-modern',
    '--data',
    folder,
    '--out',
    join(folder, out),
    '--batch',
    '20',
    '--augment',
    'none',
    ...more,
  )
const read = (out: string, file: string) => readFile(join(folder, out, file))

test('a run learns, and leaves its log, curves and weights', async () => {
  const { status, stdout, stderr } = await run('whole', '--epochs', '3', '--rate', '0.01')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout.split('\n').slice(0, 3)).toEqual(
    [1, 2, 3].map((epoch) =>
      expect.stringMatching(
        new RegExp(`^epoch ${epoch}/3 {2}loss \\d\\.\\d{4} {2}training [\\d.]+ % {2}test [\\d.]+ %`),
      ),
    ),
  )
  expect(stdout).toMatch(/^lenet5-modern: 100\.00 % of the 20 test images of .* \(95 %: 83\.89 to 100\.00\)$/m)
  const log = String(await read('whole', 'log.jsonl'))
    .trim()
    .split('\n')
  expect(log.map((line) => JSON.parse(line))).toEqual(
    [1, 2, 3].map((epoch) => ({
      epoch,
      rate: expect.any(Number),
      loss: expect.any(Number),
      trainAccuracy: expect.any(Number),
      testAccuracy: expect.any(Number),
      seconds: expect.any(Number),
    })),
  )
  expect(String(await read('whole', 'curves.svg'))).toMatch(/^<svg.*polyline/s)
  const { weights, metadata } = readSafetensors(await read('whole', 'lenet5-modern.safetensors'))
  expect(weights.get('conv1.weight')!.shape).toEqual([6, 1, 5, 5])
  expect(metadata).toMatchObject({ network: 'lenet5-modern', epochs: '3', seed: '1', rate: '0.01', testAccuracy: '1' })
})

test('a run that was stopped in the middle of an epoch goes on, and ends in the very same weights', async () => {
  const options = ['--epochs', '3', '--rate', '0.01', '--seed', '7']
  await run('straight', ...options)
  const timer = setInterval(() => process.emit('SIGINT'), 1)
  const { stderr } = await run('stopped', ...options)
  clearInterval(timer)
  expect([process.exitCode, stderr]).toEqual([
    130,
    expect.stringMatching(/^stopped; the same command goes on from .*checkpoint\.safetensors\n$/),
  ])
  const { step } = JSON.parse(
    readSafetensors(await read('stopped', 'checkpoint.safetensors')).metadata['numbers']!,
  ) as { step: number }
  expect(step % 3).not.toBe(0)

  process.exitCode = undefined
  expect((await run('stopped', ...options)).status).toBe(0)
  expect(
    Buffer.compare(
      await read('stopped', 'lenet5-modern.safetensors'),
      await read('straight', 'lenet5-modern.safetensors'),
    ),
  ).toBe(0)
  const losses = async (out: string) =>
    String(await read(out, 'log.jsonl'))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { loss: number }).loss)
  expect(await losses('stopped')).toEqual(await losses('straight'))
})

test('a finished run begins where another one ended', async () => {
  const weights = join(folder, 'whole', 'lenet5-modern.safetensors')
  const { stdout } = await run('tuned', '--epochs', '1', '--rate', '0', '--weights', weights)
  expect(stdout).toContain('lenet5-modern: 100.00 %')
  expect(readSafetensors(await read('tuned', 'lenet5-modern.safetensors')).weights).toEqual(
    readSafetensors(await readFile(weights)).weights,
  )
})

test('evaluate finds the accuracy of the log, of a grey network too', async () => {
  const weights = join(folder, 'whole', 'lenet5-modern.safetensors')
  const { stdout } = await runHere('evaluate', 'lenet5-modern', '--weights', weights, '--data', folder, '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    images: 20,
    top1: { correct: 20 },
    preprocessing: { mean: [expect.any(Number)], source: folder },
  })
})

test('a network of colours that was trained on grey images is evaluated as it was trained, and makes a photo grey', async () => {
  const out = join(folder, 'colours')
  await runHere(
    'train',
    'lenet5-cifar10',
    '--data',
    folder,
    '--out',
    out,
    '--batch',
    '20',
    '--augment',
    'none',
    '--rate',
    '0.01',
  )
  const own = ['--weights', join(out, 'lenet5-cifar10.safetensors')]
  const { testAccuracy } = JSON.parse(
    String(await read('colours', 'log.jsonl'))
      .trim()
      .split('\n')
      .at(-1)!,
  ) as { testAccuracy: number }
  const { stdout } = await runHere('evaluate', 'lenet5-cifar10', ...own, '--data', folder, '--json')
  expect(JSON.parse(stdout)).toMatchObject({ images: 20, top1: { share: testAccuracy } })
  expect(testAccuracy).toBeGreaterThan(0.9)
  const photo = fileURLToPath(new URL('../../data/test/photos/chelsea.jpg', import.meta.url))
  const classified = await runHere('classify', photo, '--network', 'lenet5-cifar10', ...own, '--json')
  expect(JSON.parse(classified.stdout)).toMatchObject({
    preprocessing: { resize: 28, crop: 28, frame: 32, channels: 'grey', ink: 'bright' },
    photos: [{ top: expect.any(Array) }],
  })
})

/** The digits of this file: bright above for a 0, bright below for a 1. As a scan has them: dark on white. */
test('a digit on paper is classified by a network that was trained on bright ones', async () => {
  const scan = (label: number) => {
    const data = new Uint8Array(56 * 56).fill(255)
    for (let row = 4; row < 24; row++) data.fill(60, (row + 28 * label) * 56 + 4, (row + 28 * label) * 56 + 52)
    return encode({ width: 56, height: 56, channels: 1, data })
  }
  const photos = [0, 1].map((label) => join(folder, `scan-${label}.png`))
  for (const [label, photo] of photos.entries()) await writeFile(photo, scan(label))
  const own = ['--weights', join(folder, 'whole', 'lenet5-modern.safetensors')]
  const { status, stdout } = await runHere('classify', ...photos, '--network', 'lenet5-modern', ...own, '--json')
  expect(status).toBe(0)
  const said: { photos: { top: { label: string }[] }[] } = JSON.parse(stdout)
  expect(said.photos.map(({ top }) => top[0]!.label)).toEqual(['0', '1'])
})

test('pictures of a folder are trained on as grey ones that are not square, and used so', async () => {
  const data = join(folder, 'wide')
  for (const [label, name] of ['dark', 'light'].entries()) {
    await mkdir(join(data, name), { recursive: true })
    for (let i = 0; i < 20; i++) {
      const pixels = new Uint8Array(60 * 90 * 3).fill(40 + 150 * label + i)
      await writeFile(join(data, name, `${i}.png`), encode({ width: 90, height: 60, channels: 3, data: pixels }))
    }
  }
  const out = join(folder, 'wide-run')
  const image = ['--size', '32x48', '--channels', '1']
  const { status, stderr } = await runHere(
    'train',
    'lenet5-modern',
    '--data',
    data,
    '--epochs',
    '2',
    '--out',
    out,
    ...image,
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^note: batches of 16/) })
  const own = ['--weights', join(out, 'lenet5-modern.safetensors')]
  const photo = join(data, 'light', '3.png')
  const { stdout } = await runHere('classify', photo, '--network', 'lenet5-modern', ...own, '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    preprocessing: { resize: [37, 55], crop: [32, 48], channels: 'grey', mean: [0.449] },
    photos: [{ top: [{ label: 'light' }, { label: 'dark' }] }],
  })
  const evaluated = JSON.parse((await runHere('evaluate', 'lenet5-modern', ...own, '--data', data, '--json')).stdout)
  expect(evaluated).toMatchObject({ images: 40, top1: { share: 1 } })
  const onnx = await runHere('export', 'lenet5-modern', ...own, '--format', 'onnx', '--out', join(out, 'wide.onnx'))
  expect(onnx.stdout).toMatch(
    /it takes pictures of at least 37×55, 32×48 of their centre, grey from 0 to 1, less 0\.449/,
  )
})

test('a log that is torn or missing stops nothing: the checkpoint has its lines', async () => {
  const options = ['--epochs', '3', '--rate', '0.01']
  const log = String(await read('whole', 'log.jsonl'))
  await writeFile(join(folder, 'whole', 'log.jsonl'), log.slice(0, 40))
  expect((await run('whole', ...options)).status).toBe(0)
  expect(String(await read('whole', 'log.jsonl'))).toBe(log)
  await rm(join(folder, 'whole', 'log.jsonl'))
  expect((await run('whole', ...options)).status).toBe(0)
  expect(String(await read('whole', 'log.jsonl'))).toBe(log)
})

test('no file of a run holds a path of this machine', async () => {
  for (const file of ['lenet5-modern.safetensors', 'checkpoint.safetensors', 'log.jsonl', 'curves.svg'])
    expect((await read('whole', file)).includes(folder), file).toBe(false)
})

test.each(['safetensors', 'onnx', 'tflite', 'tfjs', 'pytorch'])(
  'nor does what is written of its weights as %s',
  async (format) => {
    const out = join(folder, `as-${format}`)
    const source = join(folder, 'whole', 'lenet5-modern.safetensors')
    const { status } = await runHere('export', 'lenet5-modern', '--format', format, '--weights', source, '--out', out)
    expect(status).toBe(0)
    const files = (await stat(out)).isDirectory() ? (await readdir(out)).map((name) => join(out, name)) : [out]
    for (const file of files) {
      const bytes = await readFile(file)
      expect(bytes.includes(folder), file).toBe(false)
      expect(bytes.includes('/whole/'), file).toBe(false)
    }
  },
)

test('a second training in the folder of one that lives is refused, and one that died leaves it free', async () => {
  const options = ['--epochs', '3', '--rate', '0.01']
  await writeFile(join(folder, 'whole', 'running.pid'), String(process.ppid))
  const { status, stderr } = await run('whole', ...options)
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining(`process ${process.ppid}, writes into`),
  })
  await writeFile(join(folder, 'whole', 'running.pid'), '999999999')
  expect((await run('whole', ...options)).status).toBe(0)
})

test('a picture that cannot be read costs a line, and with --strict the run, before the first step', async () => {
  const data = join(folder, 'flawed')
  const square = (value: number) => encode({ width: 8, height: 8, channels: 3, data: new Uint8Array(192).fill(value) })
  for (const [label, name] of ['dark', 'light'].entries()) {
    await mkdir(join(data, name), { recursive: true })
    for (let i = 0; i < 20; i++) await writeFile(join(data, name, `${i}.png`), square(40 + 150 * label + i))
  }
  await writeFile(join(data, 'dark', '00666.png'), '')
  const typed = ['train', 'lenet5-modern', '--data', data, '--epochs', '1', '--out', join(folder, 'flawed-run')]
  const { status, stdout, stderr } = await runHere(...typed)
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^epoch 1\/1 /) })
  expect(stderr).toMatch(/^left out: .*00666\.png is no picture that can be read: it is empty/)
  expect(stderr).toMatch(/^note: batches of 16, a rate of 0\.0063, since there are 3\d training images/m)
  expect(await runHere(...typed, '--strict', '--seed', '2')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^error: .*00666\.png is no picture/),
  })
})

test('a folder that cannot be written is told before anything is computed', async () => {
  await writeFile(join(folder, 'a-file'), '')
  const { status, stderr } = await run('a-file/out')
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^error: --out .* cannot be written: /),
  })
})

test('--freeze changes the last layer alone, and a run that learnt nothing says so', async () => {
  const weights = join(folder, 'whole', 'lenet5-modern.safetensors')
  await run('last', '--epochs', '1', '--weights', weights, '--freeze')
  const [before, after] = [
    readSafetensors(await readFile(weights)),
    readSafetensors(await read('last', 'lenet5-modern.safetensors')),
  ]
  const moved = [...after.weights].filter(([name, { data }]) =>
    data.some((value, i) => value !== before.weights.get(name)!.data[i]),
  )
  expect(moved.map(([name]) => name)).toEqual(['fc7.weight', 'fc7.bias'])
  const { stderr } = await run('chance', '--epochs', '1', '--rate', '0')
  expect(stderr).toMatch(/^warning: always naming the commonest class of the test images is right for 50\.00 % of them/)
})

test('other images of the same count are no images to go on with', async () => {
  const options = ['--epochs', '1', '--rate', '0.01']
  await run('changed', ...options)
  const file = join(folder, 'train-images-idx3-ubyte')
  const images = await readFile(file)
  await writeFile(
    file,
    images.map((byte, i) => (i === 5000 ? byte ^ 1 : byte)),
  )
  const { status, stderr } = await run('changed', ...options)
  await writeFile(file, images)
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/is of a run on other images than are in /),
  })
})

const said = async (...args: string[]) => {
  const { status, stderr } = await run(...(args as [string]))
  expect(status).toBe(2)
  return stderr
}

test('a checkpoint of another recipe, or none at all, is refused and kept', async () => {
  expect(await said('whole', '--epochs', '3', '--rate', '0.02')).toMatch(
    /^error: .*checkpoint\.safetensors is of a run with rate 0\.01 and not 0\.02; give another --out, or remove it to start anew$/m,
  )
  await run('broken', '--epochs', '1')
  await writeFile(
    join(folder, 'broken', 'checkpoint.safetensors'),
    (await read('broken', 'checkpoint.safetensors')).subarray(0, 5000),
  )
  expect(await said('broken', '--epochs', '1')).toMatch(
    /checkpoint\.safetensors: .*; give another --out, or remove it to start anew$/m,
  )
})

test('a loss that is no number ends the run, with the batch', async () => {
  expect(await said('nan', '--rate', '1e30', '--schedule', 'constant')).toMatch(
    /^error: the loss is \S+ at epoch 1, batch \d+; try a lower learning rate than 1e\+30$/m,
  )
})

test.each([
  [
    'lenet5-modern',
    ['--data', 'mnst'],
    /^error: 'mnst' is neither cifar10, mnist, fashion-mnist nor a folder that can be read$/m,
  ],
  ['lenet', ['--data', 'mnist'], /^error: unknown network 'lenet'; did you mean lenet5/m],
  [
    'lenet5-modern',
    ['--data', 'mnist', '--augment', 'flip,turn'],
    /^error: unknown augmentation 'turn'; there are crop, flip, colour, and none$/m,
  ],
  [
    'lenet5-modern',
    ['--data', 'mnist', '--schedule', 'linear'],
    /^error: unknown schedule 'linear'; there are one-cycle, constant and steps:EPOCH/m,
  ],
  [
    'lenet5-modern',
    ['--data', 'mnist', '--rate', '-1'],
    /argument '-1' is invalid\. It must be a number of at least 0\./,
  ],
  [
    'lenet5-modern',
    ['--data', 'mnist', '--backend', 'webgl'],
    /argument 'webgl' is invalid\. There are node-wasm and cpu\./,
  ],
  [
    'resnet50',
    ['--data', 'FOLDER'],
    /^error: resnet50 takes images of 224×224, and those of .* are 28×28; choose a network for small images/m,
  ],
] as const)('train %s %j', async (id, args, message) => {
  const { status, stderr } = await runHere(
    'train',
    id,
    '--out',
    join(folder, 'mistake'),
    ...args.map((arg) => arg.replace('FOLDER', folder)),
  )
  expect(status).toBe(2)
  expect(stderr).toMatch(message)
})
