/** @file The page asks which tensors of a file are the network's, where their names leave that open. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Tensor } from '@cnn/shapes'
import { hashedWeights, readSafetensors, writeSafetensors } from '@cnn/weights'
import { lenet5Modern, resnet20 } from '@cnn/zoo'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPage, type DrivenPage } from './driven-page.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const photo = `${repository}packages/data/test/photos/chelsea.jpg`

let folder: string
let driven: DrivenPage
let page: Page
const at = (name: string) => join(folder, name)
const choose = (name: string) => page.getByLabel('Weights, a file').setInputFiles(at(name))
const problem = () => page.locator('#try-weights-problem').innerText()
const first = () => page.locator('.guesses li').first().innerText()
const guessed = (like: RegExp) => expect.poll(first, { timeout: 60_000 }).toMatch(like)

beforeAll(async () => {
  driven = await openPage()
  page = driven.page
  folder = await mkdtemp(join(tmpdir(), 'cnn-match-'))
  const bytes = await readFile(`${repository}packages/trained/files/resnet20.safetensors`)
  const trained = [...readSafetensors(bytes).weights]
  const write = (name: string, entries: Iterable<readonly [string, Tensor]>) =>
    writeFile(at(name), writeSafetensors(new Map(entries)))
  const below = (prefix: string, entries: Iterable<readonly [string, Tensor]>) =>
    [...entries].map(([name, tensor]) => [`${prefix}.${name}`, tensor] as const)
  await write(
    'nameless.safetensors',
    trained.map(([, tensor], i) => [`t${i}`, tensor]),
  )
  await write(
    'head.safetensors',
    trained.map(([name, tensor]) => [name.replace(/^fc\./, 'my_head.'), tensor]),
  )
  await write('two.safetensors', [...below('left', trained), ...below('right', hashedWeights(resnet20()))])
  await write('short.safetensors', trained.slice(0, 60))
  await writeFile(at('names.txt'), 'my_head fc\n')
  await writeFile(at('one-name.txt'), 'my_head\n')
  await writeFile(at('digits.safetensors'), writeSafetensors(hashedWeights(lenet5Modern())))
  await page.getByLabel('Picture', { exact: true }).setInputFiles(photo)
})
afterAll(async () => {
  await driven?.close()
  // Undefined where the set-up failed, which is then the error to see.
  if (folder) await rm(folder, { recursive: true })
})

test('asks nothing where the names tell all', async () => {
  await guessed(/^cat\n/)
  expect(await page.getByLabel('Which tensor is which').count()).toBe(0)
  expect(await page.getByLabel('Set of tensors').count()).toBe(0)
})

test('names that nobody knows: says so in words of the page, and takes the tensors by their order', async () => {
  await choose('nameless.safetensors')
  await expect.poll(problem, { timeout: 60_000 }).toContain('97 missing: conv1.weight')
  expect(await problem()).not.toContain('--')
  await page.getByLabel('Which tensor is which').selectOption('by their order')
  await guessed(/^cat\n/)
  expect(await problem()).toBe('')
})

test('another file is taken by its names again', async () => {
  await choose('head.safetensors')
  await expect
    .poll(problem, { timeout: 60_000 })
    .toContain('2 missing: fc.weight (10×64), fc.bias (10)\n2 left over: my_head.weight')
  expect(await page.getByLabel('Which tensor is which').inputValue()).toBe('names')
})

test('a list of names, which is asked for, and complained of where it is none', async () => {
  await page.getByLabel('Which tensor is which').selectOption('by a list of names')
  await expect.poll(problem).toBe('Choose a list of names.')
  await page.getByLabel('List of names').setInputFiles(at('one-name.txt'))
  await expect.poll(problem).toContain('line 1 of the map of names, "my_head", must be two names')
  await page.getByLabel('List of names').setInputFiles(at('names.txt'))
  await guessed(/^cat\n/)
  expect(await problem()).toBe('')
})

test('too few tensors for their order: a list of names is what is left', async () => {
  await choose('short.safetensors')
  await expect.poll(problem, { timeout: 60_000 }).toContain('37 missing')
  await page.getByLabel('Which tensor is which').selectOption('by their order')
  await expect.poll(problem, { timeout: 60_000 }).toMatch(/^by their order, 60 tensors cannot be the 97 of network/)
  expect(await problem()).not.toContain('--')
})

test('several sets that fit: they are chosen from, and the guess is of the one that is', async () => {
  await choose('two.safetensors')
  await expect.poll(problem, { timeout: 60_000 }).toMatch(/several sets of tensors that fit: right, left/)
  const set = page.getByLabel('Set of tensors')
  expect(await set.locator('option').allInnerTexts()).toEqual(['that which fits best', 'right', 'left'])
  await set.selectOption('right')
  await guessed(/^(?!cat)/)
  await set.selectOption('left')
  await guessed(/^cat\n/)
})

test('what was chosen for one network is not asked of another', async () => {
  await page.getByLabel('Network to try').selectOption('lenet5-modern')
  await expect.poll(problem).toContain('Choose a file with weights for lenet5-modern')
  expect(await page.getByLabel('Set of tensors').count()).toBe(0)
})

test('a network for digits takes a picture in grey, and its ten classes are digits', async () => {
  await choose('digits.safetensors')
  await guessed(/^\d\n/)
  expect(driven.complaints).toEqual([])
})
