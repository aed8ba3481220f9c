/**
 * @file Networks that people trained for classes of their own, under names of their own, in files and folders as they
 * come.
 */

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashedWeights, readSafetensors, writeSafetensors } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runHere } from '../run-here.ts'

const photo = (name: string) => fileURLToPath(new URL(`../../../data/test/photos/${name}.jpg`, import.meta.url))
const weights = hashedWeights(resnet20({ classes: 2 }))
const written = (name: (ours: string, i: number) => string) =>
  writeSafetensors(new Map([...weights].map(([ours, tensor], i) => [name(ours, i), tensor])))

let folder: string
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-own-'))
  await writeFile(at('own.safetensors'), writeSafetensors(weights))
  await writeFile(
    at('strange.safetensors'),
    written((ours) => ours.replace(/^fc/, 'my_head')),
  )
  await writeFile(
    at('nameless.safetensors'),
    written((_, i) => `t${i}`),
  )
  await writeFile(at('names.txt'), 'ants\nbees\n')
  await writeFile(at('map.txt'), 'my_head fc\n')
  await mkdir(at('face'))
  await writeFile(at('face/config.json'), '{"id2label": {"0": "ant", "1": "bee"}}')
  const [first, second] = [[...weights].slice(0, 50), [...weights].slice(50)]
  await writeFile(at('face/a.safetensors'), writeSafetensors(new Map(first)))
  await writeFile(at('face/b.safetensors'), writeSafetensors(new Map(second)))
  const map = [...first.map(([name]) => [name, 'a.safetensors']), ...second.map(([name]) => [name, 'b.safetensors'])]
  await writeFile(at('face/model.safetensors.index.json'), JSON.stringify({ weight_map: Object.fromEntries(map) }))
})
afterAll(() => rm(folder, { recursive: true }))

async function classified(source: string, ...more: readonly string[]) {
  const args = ['--network', 'resnet20', '--weights', source, '--json', ...more]
  const { status, stdout, stderr } = await runHere('classify', photo('chelsea'), ...args)
  expect(status, stderr).toBe(0)
  const [{ top }]: [{ top: { label: string; class: number; probability: number }[] }] = JSON.parse(stdout).photos
  return { top, stderr }
}

test('classify takes the classes from the weights, and their names from a list', async () => {
  const { top, stderr } = await classified(at('own.safetensors'), '--labels', at('names.txt'))
  expect(top.map(({ label }) => label).toSorted()).toEqual(['ants', 'bees'])
  expect(stderr).toContain('own.safetensors: the weights know 2 classes, not 10')
  const unnamed = await classified(at('own.safetensors'), '--classes', '2')
  expect(unnamed.top.map(({ probability }) => probability)).toEqual(top.map(({ probability }) => probability))
  expect(unnamed.top[0]!.label).toMatch(/^class [01]$/)
  expect(unnamed.stderr).toBe('')
})

test('names that nobody knows: by a map, or by their order', async () => {
  const { top } = await classified(at('own.safetensors'))
  expect((await classified(at('strange.safetensors'), '--map', at('map.txt'))).top).toEqual(top)
  expect((await classified(at('nameless.safetensors'), '--by-order')).top).toEqual(top)
})

test('a Hugging Face folder with an index of shards, whose configuration names the classes', async () => {
  const { top } = await classified(at('own.safetensors'), '--labels', at('names.txt'))
  const face = await classified(at('face'))
  expect(face.top.map(({ label }) => `${label}s`)).toEqual(top.map(({ label }) => label))
  expect(face.top.map(({ probability }) => probability)).toEqual(top.map(({ probability }) => probability))
})

test('what is exported with the names tells them, and is classified as before', async () => {
  const typed = ['resnet20', '--format', 'safetensors', '--weights', at('strange.safetensors')]
  const more = ['--map', at('map.txt'), '--labels', at('names.txt'), '--out', at('told.safetensors')]
  expect(await runHere('export', ...typed, ...more)).toMatchObject({ status: 0 })
  expect(readSafetensors(await readFile(at('told.safetensors'))).weights).toEqual(weights)
  const { top } = await classified(at('own.safetensors'), '--labels', at('names.txt'))
  expect(await classified(at('told.safetensors'))).toEqual({ top, stderr: '' })
})

test('evaluate matches the class folders, by their order or by the names that the file tells', async () => {
  for (const [name, source] of [
    ['ants', 'chelsea'],
    ['bees', 'coffee'],
  ] as const) {
    await mkdir(at(`photos/${name}`), { recursive: true })
    await copyFile(photo(source), at(`photos/${name}/${source}.jpg`))
  }
  for (const source of ['own.safetensors', 'told.safetensors']) {
    const args = ['resnet20', '--weights', at(source), '--data', at('photos'), '--json']
    const { status, stdout, stderr } = await runHere('evaluate', ...args)
    expect(status, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ images: 2, top5: { correct: 2 } })
  }
})

test.each([
  ['other classes than the weights have', ['own.safetensors', '--classes', '3'], /fc\.weight is 2×64, not 3×64/],
  ['names that nobody knows', ['nameless.safetensors'], /for names that are not known: --by-order, or --map FILE/],
  ['an order that does not fit', ['face/a.safetensors', '--by-order'], /by their order, 50 tensors cannot be the/],
  ['a map that is not there', ['own.safetensors', '--map', 'nowhere'], /--map nowhere cannot be read: ENOENT/],
  ['a map of one name', ['own.safetensors', '--map', 'names.txt'], /--map .*names\.txt: line 1 .* must be two names/],
  ['a map and an order', ['own.safetensors', '--map', 'map.txt', '--by-order'], /leave out --map or --by-order/],
  ['too few names', ['own.safetensors', '--labels', 'map.txt'], /map\.txt has 1 names, and the network has 2 classes/],
  ['a set that is not there', ['own.safetensors', '--state', 'ema'], /has no set of tensors 'ema'/],
])('%s ends in one error', async (_, [source, ...more], message) => {
  const args = more.map((word) => (word.endsWith('.txt') ? at(word) : word))
  const { status, stderr } = await runHere(
    'classify',
    photo('chelsea'),
    '--network',
    'resnet20',
    '--weights',
    at(source!),
    ...args,
  )
  expect(status).toBe(2)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^ +at /m)
})
