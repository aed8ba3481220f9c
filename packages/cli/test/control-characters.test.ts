/** @file Strangers' names that would clear a terminal, name its window or forge a line: no command passes them on. */

import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashedWeights, writeSafetensors } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runHere } from './run-here.ts'

const photo = (name: string) => fileURLToPath(new URL(`../../data/test/photos/${name}.jpg`, import.meta.url))
/** The title of the window, a line of its own, what turns the direction; the screen, the beginning of the line. */
const names = { chelsea: 'cat\u001b]0;owned\u0007\nerror: \u202eb', coffee: 'cup\u001b[2J\u009b1m\r' }
const shown = ['cat ]0;owned error:  b', 'cup [2J 1m']

let folder: string
let weights: string
const at = (...parts: string[]) => join(folder, ...parts)

/** What a command printed; it may hold lines, and nothing else that a terminal obeys. */
async function lines(...typed: readonly string[]): Promise<string[]> {
  const { stdout, stderr } = await runHere(...typed)
  expect(stdout + stderr).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u)
  return (stdout + stderr).trimEnd().split('\n')
}

async function json(...typed: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await runHere(...typed, '--json')
  expect(stdout + stderr).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u)
  return JSON.parse(stdout) as Record<string, unknown>
}

describe.runIf(process.platform !== 'win32')('names of class folders and pictures', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cnn-control-'))
    weights = at('run', 'lenet5-cifar10.safetensors')
    for (const [split, count] of Object.entries({ train: 8, test: 2 }))
      for (const [name, strange] of Object.entries(names)) {
        await mkdir(at(split, strange), { recursive: true })
        for (let i = 0; i < count; i++) await copyFile(photo(name), at(split, strange, `${i}.jpg`))
      }
    await writeFile(at('test', names.coffee, 'x\u001b[31m\nnote: y.png'), '')
    await writeFile(at('test', names.coffee, 'x.web\u0007p.gif'), '')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('train', async () => {
    const typed = ['--data', folder, '--out', at('run'), '--epochs', '1', '--batch', '16', '--augment', 'none']
    const printed = await lines('train', 'lenet5-cifar10', ...typed)
    expect(printed).toContainEqual(expect.stringMatching(/^epoch 1\/1 {2}loss/))
    expect(printed).toContainEqual(
      expect.stringMatching(/^left out: .*cup \[2J 1m \/x \[31m note: y\.png is no picture that can be read/),
    )
    expect(printed.filter((line) => /^(error|note: y|owned)/.test(line))).toEqual([])
  })

  test('classify', async () => {
    await copyFile(photo('coffee'), at('a\u001b[2J\nb.jpg'))
    const typed = [at('a\u001b[2J\nb.jpg'), at('a\u0007b.jpg'), '--network', 'lenet5-cifar10', '--weights', weights]
    const printed = await lines('classify', ...typed)
    expect(printed).toContainEqual(expect.stringMatching(/a \[2J b\.jpg \(.*\)$/))
    expect(printed).toContainEqual(expect.stringMatching(/^error: .*a b\.jpg cannot be read: ENOENT/))
    for (const name of shown) expect(printed).toContainEqual(expect.stringContaining(` %  ${name}`))
    expect(await json('classify', ...typed)).toMatchObject({
      photos: [{ photo: at('a\u001b[2J\nb.jpg') }, { photo: at('a\u0007b.jpg') }],
    })
  })

  test('evaluate', async () => {
    const typed = ['lenet5-cifar10', '--data', folder, '--weights', weights]
    const printed = await lines('evaluate', ...typed)
    expect(printed).toContain('note: 1 .gif file is left out: JPEG and PNG are read')
    expect(printed).toContainEqual(expect.stringMatching(/^left out: .*x \[31m note: y\.png is no picture/))
    expect(printed).toContainEqual(expect.stringMatching(/^lenet5-cifar10 with .* on 4 of 5 pictures of /))
    expect(await json('evaluate', ...typed)).toMatchObject({ images: 4, of: 5, top5: { correct: 4 } })
  })

  test('evaluate, of classes that are not the weights', async () => {
    await mkdir(at('other', 'a\u001b[2J\nerror: none'), { recursive: true })
    await copyFile(photo('coffee'), at('other', 'a\u001b[2J\nerror: none', '0.jpg'))
    const printed = await lines('evaluate', 'lenet5-cifar10', '--data', at('other'), '--weights', weights)
    expect(printed).toEqual([
      expect.stringMatching(
        /^error: .* has the folders a \[2J error: none, and the weights are for the classes cat \]0;owned/,
      ),
    ])
  })

  test('labels in a file of weights, and beside it', async () => {
    const filled = hashedWeights(resnet20({ classes: 2 }))
    const about = { network: 'resnet20', build: { classes: 2 }, labels: Object.values(names) }
    await mkdir(at('face'))
    await writeFile(at('told.safetensors'), writeSafetensors(filled, { trained_for: JSON.stringify(about) }))
    await writeFile(at('face', 'model.safetensors'), writeSafetensors(filled))
    await writeFile(at('face', 'config.json'), JSON.stringify({ id2label: about.labels }))
    await writeFile(at('names.json'), JSON.stringify(about.labels))
    for (const more of [['told.safetensors'], ['face'], ['face', '--labels', at('names.json')]]) {
      const typed = [photo('coffee'), '--network', 'resnet20', '--weights', at(more[0]!), ...more.slice(1)]
      const printed = await lines('classify', ...typed)
      expect(printed.map((line) => line.split(' %  ')[1])).toEqual(expect.arrayContaining(shown))
      const [{ top }] = (await json('classify', ...typed))['photos'] as [{ top: { label: string }[] }]
      expect(top.map(({ label }) => label).toSorted()).toEqual(shown)
    }
  })
})
