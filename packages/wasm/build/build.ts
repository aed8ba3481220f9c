/**
 * @file Builds the kernels: two binaries, with relaxed SIMD and without, as modules of text that every bundler takes.
 * Nothing is done where they are up to date.
 */

import { createHash } from 'node:crypto'
import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { constants } from './constants.ts'
import { tiles } from './tile.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))
const generated = `${folder}assembly/generated`
const binaries = `${folder}src/binaries`

await mkdir(generated, { recursive: true })
await writeFile(`${generated}/constants.ts`, constants())
await writeFile(`${generated}/tile.ts`, tiles())
const sources = `// Made from sources of sha256 ${await digest()}.\n`
for (const [name, features] of [
  ['relaxed', ['simd', 'relaxed-simd', 'threads']],
  ['plain', ['simd', 'threads']],
] as const) {
  const file = `${binaries}/${name}.js`
  const known = await readFile(file, 'utf8').catch(() => '')
  if (!known.startsWith(sources))
    await writeFile(
      file,
      `${sources}export const binary =\n  '${(await compile(name, features)).toString('base64')}'\n`,
    )
}
await cp(binaries, `${folder}dist/binaries`, { recursive: true })

async function digest(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of (await Array.fromAsync(glob(`${folder}assembly/**/*.ts`))).sort())
    hash.update(await readFile(file))
  return hash.digest('hex')
}

async function compile(name: string, features: readonly string[]): Promise<Buffer> {
  const output = `${generated}/${name}.wasm`
  const flags =
    '-O3 --converge --runtime stub --noAssert --importMemory --noExportMemory --disableWarning 201 ' +
    '--initialMemory 1 --maximumMemory 65536 --sharedMemory'
  const { error } = await asc.main(
    [
      `${folder}assembly/index.ts`,
      '--outFile',
      output,
      ...flags.split(' '),
      ...features.flatMap((feature) => ['--enable', feature]),
    ],
    { stderr: process.stderr },
  )
  if (error) throw new Error(`the ${name} kernels do not compile: ${error.message}`)
  const bytes = await readFile(output)
  await rm(output)
  return bytes
}
