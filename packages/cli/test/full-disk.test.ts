/** @file What is written where nothing can be: one line says so, and no command ends in a stack trace. */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cannotWrite, diskProblem } from '../src/files/cannot-write.ts'
import { replace } from '../src/files/replace.ts'
import { UsageError } from '../src/terminal/usage.ts'
import { runHere } from './run-here.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-disk-'))
})
afterAll(() => rm(folder, { recursive: true }))

const said = (reason: string) =>
  expect.stringMatching(new RegExp(`^error: [^\\n]* cannot be written: ${reason}\\n$`)) as string

/** Writes of which nothing is kept; Linux has a file that is as good as a full disk. */
describe.runIf(existsSync('/dev/full'))('a full disk', () => {
  // One for all: each takes a process of its own.
  test.each(['summary resnet20 --json'])('cnn %s > FILE', (typed) => {
    const { status, stderr } = spawnSync('sh', ['-c', `"$0" "$1" ${typed} > /dev/full`, process.execPath, main])
    expect({ status, stderr: String(stderr) }).toEqual({
      status: 2,
      stderr: 'error: the output cannot be written: the disk is full\n',
    })
  })

  test.each([
    'plot lenet5 --format svg --out /dev/full',
    'export lenet5 --weights random --format onnx --out /dev/full',
    'export lenet5 --weights random --format safetensors --out /dev/full',
  ])('cnn %s', async (typed) => {
    expect(await runHere(...typed.split(' '))).toMatchObject({
      status: 2,
      stdout: '',
      stderr: said('the disk is full'),
    })
  })
})

describe('a place that cannot be', () => {
  test.each([
    ['its folder is not there', (out: string) => join(out, 'none', 'net.svg')],
    ['it is a folder', (out: string) => out],
    ['a file stands where a folder should be', (out: string) => join(out, 'file', 'net.svg')],
    ['its name is too long', (out: string) => join(out, `${'a'.repeat(300)}.svg`)],
  ])('%s', async (reason, place) => {
    await writeFile(join(folder, 'file'), '')
    const out = place(folder)
    const plot = await runHere('plot', 'lenet5', '--format', 'svg', '--out', out)
    expect(plot).toMatchObject({ status: 2, stdout: '', stderr: said(reason) })
    const written = await runHere('export', 'lenet5', '--weights', 'random', '--format', 'onnx', '--out', out)
    expect(written).toMatchObject({ status: 2, stdout: '', stderr: said(reason) })
  })
})

test.each([
  ['train', ['lenet5-cifar10', '--data', 'cifar10']],
  ['bench', ['--backends', 'node-wasm', '--networks', 'lenet5-cifar10']],
  ['export', ['lenet5', '--weights', 'random', '--format', 'tfjs']],
])('cnn %s tells of a folder that cannot be before it begins', async (command, typed) => {
  const file = join(folder, 'no-folder')
  await writeFile(file, '')
  for (const out of [file, join(file, 'a', 'b')])
    expect(await runHere(command, ...typed, '--out', out)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: said('a file stands where a folder should be'),
    })
})

/** What is left of Node's own words: none of those that a disk has. */
test.each([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
  ['EACCES', 'it may not be written here'],
])('%s is told in words', (code, words) => {
  const error = Object.assign(new Error(`${code}: as Node has it`), { code, path: 'results/running.pid' })
  expect(cannotWrite('--out results', error)).toEqual(new UsageError(`--out results cannot be written: ${words}`))
  expect(diskProblem(error)).toEqual(new UsageError(`results/running.pid cannot be written: ${words}`))
})

test('a file is replaced as a whole, a link stays one, and nothing is left of what failed', async () => {
  const here = join(folder, 'whole')
  await mkdir(here)
  const [file, link] = [join(here, 'a.txt'), join(here, 'link.txt')]
  await replace(file, 'old')
  await symlink(file, link)
  await replace(link, 'new')
  expect((await lstat(link)).isSymbolicLink()).toBe(true)
  expect(await readFile(file, 'utf8')).toBe('new')
  await mkdir(join(here, 'b.txt.part'))
  await expect(replace(join(here, 'b.txt'), 'x')).rejects.toThrow(
    `${join(here, 'b.txt')} cannot be written: it is a folder`,
  )
  expect((await readdir(here)).toSorted()).toEqual(['a.txt', 'b.txt.part', 'link.txt'])
})

test.runIf(process.platform !== 'win32')('a device is written to, and not put away', async () => {
  await replace('/dev/null', 'x')
  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true)
})

/** For root there is no such folder. */
test.runIf(process.getuid?.() !== 0)('a folder that may not be written', async () => {
  const here = join(folder, 'locked')
  await mkdir(here)
  await chmod(here, 0o500)
  const { status, stderr } = await runHere('plot', 'lenet5', '--out', join(here, 'net.svg'))
  expect({ status, stderr }).toEqual({ status: 2, stderr: said('it may not be written here') })
})
