import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSafetensors } from '@cnn/weights'
import { encode } from 'fast-png'
import { expect, test } from 'vitest'
import { folder, read, run, useDigits } from '../digits.ts'
import { runHere } from '../run-here.ts'

useDigits()

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
  const photo = fileURLToPath(new URL('../../../data/test/photos/chelsea.jpg', import.meta.url))
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
