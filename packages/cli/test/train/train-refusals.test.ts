import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSafetensors, writeSafetensors } from '@cnn/weights'
import { encode } from 'fast-png'
import { beforeAll, expect, test } from 'vitest'
import { folder, read, run, said, useDigits } from '../digits.ts'
import { runHere } from '../run-here.ts'

useDigits()
beforeAll(async () => {
  await run('whole', '--epochs', '3', '--rate', '0.01')
})

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

test('a checkpoint in which a bit has changed, or whose texts are no JSON, is refused', async () => {
  const options = ['--epochs', '1', '--rate', '0.01']
  await run('bits', ...options)
  const [file, whole] = [join(folder, 'bits', 'checkpoint.safetensors'), await read('bits', 'checkpoint.safetensors')]
  const flipped = Buffer.from(whole)
  // The lowest bit of the last value, of which no other check could tell.
  flipped[flipped.length - 4]! ^= 1
  await writeFile(file, flipped)
  expect(await said('bits', ...options)).toMatch(
    /^error: .*checkpoint\.safetensors is damaged: its checksum is wrong; give another --out, or remove it to start anew$/m,
  )
  const { weights, metadata } = readSafetensors(whole)
  const { sha256: _, ...texts } = metadata
  await writeFile(file, writeSafetensors(weights, { ...texts, numbers: '{' }))
  expect(await said('bits', ...options)).toMatch(/^error: .* is no checkpoint of `cnn train`; give another --out/m)
  await writeFile(file, writeSafetensors(weights, texts))
  expect((await run('bits', ...options)).status).toBe(0)
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
