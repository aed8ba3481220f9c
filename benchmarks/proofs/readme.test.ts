/**
 * @file Runs the examples of every README and compares what they print with what they say: a comment after
 * `console.log`. They also compile with what `tsc --init` writes.
 */

import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplesOf, lines } from '../../tools/examples.ts'

/**
 * As `tsc --init` of TypeScript 7 writes it, with Node's types, and with what the sources of this repository need
 * instead of `dist`.
 */
const initial = {
  module: 'nodenext',
  target: 'esnext',
  types: ['node', '@webgpu/types'],
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  strict: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noUncheckedSideEffectImports: true,
  moduleDetection: 'force',
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
}

const root = new URL('../../', import.meta.url)
/** Inside this package, where every package of the repository can be imported. */
const folder = new URL('.readme/', import.meta.url)

const examples = ['README.md', ...globSync('packages/*/README.md', { cwd: root })].flatMap((file) =>
  examplesOf(readFileSync(new URL(file, root), 'utf8')).map((example, i) => ({
    name: `${file}, example ${i + 1}`,
    file: new URL(`${file}-${i + 1}`.replaceAll(/\W+/g, '-') + '.ts', folder),
    ...example,
  })),
)

beforeAll(async () => {
  await mkdir(folder, { recursive: true })
  // Any photo serves a reader; here it is this one.
  await copyFile(new URL('packages/data/test/photos/chelsea.jpg', root), new URL('cat.jpg', folder))
  await writeFile(new URL('tsconfig.json', folder), JSON.stringify({ compilerOptions: initial }))
  for (const { file, code } of examples) await writeFile(file, code)
})
afterAll(() => rm(folder, { recursive: true }))

test('every library has an example', () => {
  expect(examples.length).toBeGreaterThanOrEqual(8)
})

test('they compile', async () => {
  const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root))
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', fileURLToPath(folder)]).catch(
    (error: { stdout: string }) => error,
  )
  expect(stdout).toBe('')
})

test.each(examples)('$name', async ({ file, prints }) => {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(file)], { cwd: folder })
  expect(lines(stdout)).toEqual(prints)
})
