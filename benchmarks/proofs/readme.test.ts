/** @file Runs the examples of every README and compares what they print with what they say: a comment after `console.log`. */

import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplesOf, lines } from '../../tools/examples.ts'

const root = new URL('../../', import.meta.url)
/** Inside this package, where every package of the repository can be imported. */
const folder = new URL('.readme/', import.meta.url)

const examples = ['README.md', ...globSync('packages/*/README.md', { cwd: root })].flatMap((file) =>
  examplesOf(readFileSync(new URL(file, root), 'utf8')).map((example, i) => ({
    name: `${file}, example ${i + 1}`,
    ...example,
  })),
)

beforeAll(async () => {
  await mkdir(folder, { recursive: true })
  // Any photo serves a reader; here it is this one.
  await copyFile(new URL('packages/data/test/photos/chelsea.jpg', root), new URL('cat.jpg', folder))
})
afterAll(() => rm(folder, { recursive: true }))

test('every library has an example', () => {
  expect(examples.length).toBeGreaterThanOrEqual(8)
})

test.each(examples)('$name', async ({ name, code, prints }) => {
  const file = new URL(`${name.replaceAll(/\W+/g, '-')}.ts`, folder)
  await writeFile(file, code)
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(file)], { cwd: folder })
  expect(lines(stdout)).toEqual(prints)
})
