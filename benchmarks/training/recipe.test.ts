/** @file The page says of which networks the weights are of the one recipe; the files have to agree. */

import { readFile } from 'node:fs/promises'
import { trained } from '@cnn/trained'
import { urls } from '@cnn/trained/all'
import { readSafetensors } from '@cnn/weights'
import { expect, test } from 'vitest'
import { followsRecipe, order } from './recipe.ts'

test('every network that ships is trained by the recipe, or will be', () => {
  expect(order).toEqual(expect.arrayContaining(trained.map(({ network }) => network)))
})

test('the page names those whose weights are of the recipe', async () => {
  const page = await readFile(new URL('README.md', import.meta.url), 'utf8')
  const [, names] = /So far the weights of\s+(.*?) are of it\./s.exec(page)!
  const told = [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
  const files = await Promise.all(
    [...urls].map(async ([id, url]) => ({ id, metadata: readSafetensors(await readFile(url)).metadata })),
  )
  const followers = files.filter(({ metadata }) => followsRecipe(metadata)).map(({ id }) => id)
  expect(new Set(told)).toEqual(new Set(followers))
})
