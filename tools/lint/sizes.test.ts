/** @file Lint refuses what is too large: one of each is planted. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tooLarge } from './sizes.ts'

let planted: string
const lines = (count: number, line = 'void 0') => `${line}\n`.repeat(count)
const many = (folder: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${folder}/${i}.ts`, 'export {}\n']))

const suite = `test('one', () => {\n${lines(40)}})\n`

const files: Readonly<Record<string, string>> = {
  'README.md': lines(151, 'word'),
  'packages/plot/src/long.ts': lines(221),
  'packages/plot/src/full.ts': lines(220),
  'packages/plot/src/wide.ts':
    `// ${'x'.repeat(117)}\n// ${'x'.repeat(118)}\nexport const said = '${'x'.repeat(200)}'\n` +
    `void \`\${said} ${'x'.repeat(120)}\`\n// https://example.org/${'x'.repeat(120)}\nvoid /${'x'.repeat(120)}/\n`,
  'packages/plot/test/title.test.ts': `test('${'x'.repeat(120)}', () => {\n  void '${'x'.repeat(120)}'\n})\n`,
  'packages/plot/src/function.ts': [
    `function one() {\n${lines(58)}}`,
    `const two = () => {\n${lines(59)}}`,
    'void [one, two]',
  ].join('\n'),
  'packages/plot/test/suite.test.ts': `describe('all', () => {\n${suite.repeat(3)}})\n`,
  'packages/plot/test/body.test.ts': `test('one', () => {\n${lines(59)}})\n`,
  ...many('packages/plot/src/svg', 16),
  ...many('packages/shapes/src/ops', 16),
  ...many('packages/plot/test/svg', 16),
  ...many('packages/bench/src', 7),
}

beforeAll(async () => {
  planted = await mkdtemp(join(tmpdir(), 'cnn-sizes-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(planted, name)), { recursive: true })
    await writeFile(join(planted, name), text)
  }
})
afterAll(() => rm(planted, { recursive: true }))

test('a file, a line, a function and a folder that are too large are named; a list of tests is none of them', () => {
  expect(tooLarge(planted).toSorted()).toEqual([
    'README.md: 151 lines, at most 150',
    'packages/bench/src: 7 entries, at most 6',
    'packages/plot/src/function.ts:61: a function of 61 lines, at most 60',
    'packages/plot/src/long.ts: 221 lines, at most 220',
    'packages/plot/src/svg: 16 source files, at most 15',
    'packages/plot/src/wide.ts:2: 121 characters, at most 120',
    'packages/plot/src/wide.ts:3: 222 characters, at most 120',
    'packages/plot/src/wide.ts:4: 135 characters, at most 120',
    'packages/plot/test/body.test.ts:1: a function of 61 lines, at most 60',
    'packages/plot/test/svg: 16 source files, at most 15',
    'packages/plot/test/title.test.ts:2: 129 characters, at most 120',
  ])
})

test('the repository has none', () => {
  expect(tooLarge(fileURLToPath(new URL('../..', import.meta.url)))).toEqual([])
})
