/** @file Folders with what is no file, or may not be read: nothing waits for ever, and no class is missing unsaid. */

import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DataError } from '@cnn/data'
import { readDataset, readFolder, readPictures } from '@cnn/data/node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const nobody = 65_534

let root: string
const at = (...names: string[]) => join(root, ...names)
beforeEach(async () => {
  root = await mkdtemp(join(openFolder() ?? tmpdir(), 'cnn-strange-'))
  for (const name of ['a', 'b']) {
    await mkdir(at(name))
    await writeFile(at(name, '1.png'), '')
  }
})
afterEach(() => rm(root, { recursive: true }))

const both: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['evaluate', () => readFolder(root, { count: 2 })],
  ['train', () => readPictures(root, 'train', { size: 8 })],
]

describe.runIf(process.platform !== 'win32')('a pipe, to which nobody writes', () => {
  const pipe = (...names: string[]) => expect(spawnSync('mkfifo', [at(...names)]).status).toBe(0)

  test('among the pictures is none', async () => {
    pipe('a', '0.png')
    expect((await readFolder(root, { count: 2 })).files.map(({ path }) => path)).toEqual([
      at('a', '1.png'),
      at('b', '1.png'),
    ])
    const { count } = await readPictures(root, 'train', { size: 8 })
    expect(count).toBe(2)
  })

  test('that is called as the classes of pictures are', async () => {
    pipe('a', 'val.txt')
    await expect(readFolder(at('a'), { count: 2 })).rejects.toThrow(/a holds 1 pictures and no word on their classes/)
  })

  test.each([
    ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'],
    ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte'],
    ['test_batch.bin', 'data_batch_1.bin'],
    ['test_batch', 'data_batch_1'],
    ['meta', 'train', 'test'],
    ['fine_label_names.txt', 'train.bin', 'test.bin'],
  ])('that is called %s', async (name, ...others) => {
    pipe(name)
    for (const other of others) await writeFile(at(other), 'x')
    await expect(readDataset(root, 'test')).rejects.toThrow(DataError)
  })
})

describe.runIf(process.platform !== 'win32')('a class that cannot be read is an error that names it', () => {
  test.each(both)('%s: a link that leads to itself', async (_, read) => {
    await symlink(at('c'), at('c'))
    await expect(read()).rejects.toThrow(`${at('c')} is no folder that can be read: ELOOP`)
  })

  test.runIf(mayBeForbidden()).each(both)('%s: a folder of somebody else', async (_, read) => {
    await chmod(root, 0o755)
    await chmod(at('b'), 0)
    await expect(asNobody(read)).rejects.toThrow(`${at('b')} is no folder that can be read: EACCES`)
    await chmod(at('b'), 0o755)
  })

  test.runIf(mayBeForbidden()).each(both)('%s: a link into a folder of somebody else', async (_, read) => {
    await chmod(root, 0o755)
    await mkdir(at('.theirs', 'c'), { recursive: true })
    await chmod(at('.theirs'), 0)
    await symlink(at('.theirs', 'c'), at('c'))
    await expect(asNobody(read)).rejects.toThrow(`${at('c')} is no folder that can be read: EACCES`)
  })
})

test.runIf(process.platform !== 'win32')(
  'a picture whose link leads to itself is one that cannot be read',
  async () => {
    await symlink(at('a', '2.png'), at('a', '2.png'))
    const dataset = await readPictures(root, 'train', { size: 8 })
    expect(dataset.count).toBe(3)
    expect(() => dataset.image(1)).toThrow(/2\.png cannot be read/)
  },
)

/** A folder for temporary files that others can come to: those above it are open to them too. */
function openFolder(): string | undefined {
  const isOpen = (path: string): boolean =>
    (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || isOpen(dirname(path)))
  return [tmpdir(), '/tmp'].find((path) => existsSync(path) && isOpen(path))
}

/** Root may read everything, and so reads as nobody, where it can become that and come there. */
function mayBeForbidden(): boolean {
  if (process.getuid?.() !== 0) return process.platform !== 'win32'
  if (openFolder() === undefined) return false
  try {
    process.seteuid!(nobody)
    process.seteuid!(0)
    return true
  } catch {
    return false
  }
}

async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work()
  process.seteuid!(nobody)
  try {
    return await work()
  } finally {
    process.seteuid!(0)
  }
}
