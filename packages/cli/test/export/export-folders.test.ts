import { readdir, readFile } from 'node:fs/promises'
import { fromJSON, weights, type Network } from '@cnn/shapes'
import resnet20Url from '@cnn/trained/urls/resnet20'
import { readSafetensors } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import { describe, expect, test } from 'vitest'
import { expectSameTensors } from '../../../weights/test/same-tensors.ts'
import { at, run, useFolder } from './export-here.ts'

useFolder()

test('tfjs is a folder, which is made', async () => {
  const { status, stdout } = await run('resnet20 --format tfjs --weights trained', at('a/resnet20'))
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringMatching(
      /resnet20: 1\.\d MiB\nit takes .* RGB from 0 to 1, less 0\.4914, 0\.48216, 0\.44653, .*\n$/,
    ),
  })
  const model = JSON.parse(await readFile(at('a/resnet20/model.json'), 'utf8'))
  expect(model).toMatchObject({
    format: 'layers-model',
    userDefinedMetadata: { network: 'resnet20', weights: 'trained' },
  })
  const sizes = await Promise.all(
    model.weightsManifest[0].paths.map(async (path: string) => (await readFile(at(`a/resnet20/${path}`))).length),
  )
  // The parameters, the moving statistics, and the two selections of option A's shortcuts, 16×32 and 32×64.
  expect(sizes).toEqual([(269_722 + 2 * 688 + 16 * 32 + 32 * 64) * 4])
})

describe('pytorch is a folder', () => {
  const read = (name: string) => readFile(at(`pytorch/${name}`))

  test('without weights, to be trained', async () => {
    expect(await run('resnet20 --format pytorch --classes 7', at('pytorch'))).toMatchObject({ status: 0, stderr: '' })
    const names = await readdir(at('pytorch'))
    expect(names.toSorted()).toEqual([
      'cifar10.py',
      'network.py',
      'processes.py',
      'recipe.py',
      'resnet20.json',
      'step.py',
      'train.py',
      'weights.py',
    ])
    const shapes = (net: Network) => weights(net).map(({ name, shape }) => [name, shape])
    expect(shapes(fromJSON(JSON.parse((await read('resnet20.json')).toString())))).toEqual(
      shapes(resnet20({ classes: 7 })),
    )
  })

  test('with weights beside', async () => {
    expect(await run('resnet20 --format pytorch --weights trained', at('pytorch'))).toMatchObject({
      status: 0,
      stderr: '',
    })
    const came = readSafetensors(await readFile(resnet20Url))
    expectSameTensors(readSafetensors(await read('resnet20.safetensors')).weights, came.weights)
  })
})
