import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readFolder } from '@cnn/data/node'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cnn-folder-'))
})
afterEach(() => rm(root, { recursive: true }))

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
}

const read = async (folder = '.', classes = 3, names: readonly string[] = []) =>
  (await readFolder(join(root, folder), classes, names)).map(({ path, label }) => `${relative(root, path)} ${label}`)

test('class folders, sorted by name, are the classes', async () => {
  await put({ 'b/2.png': '', 'a/1.JPEG': '', 'a/0.jpg': '', 'c/notes.txt': '', 'c/x.jpeg': '', 'a/.hidden.png': '' })
  expect(await read()).toEqual(['a/0.jpg 0', 'a/1.JPEG 0', 'b/2.png 1', 'c/x.jpeg 2'])
})

test('fewer folders than classes go by number or by name', async () => {
  await put({ '2/a.png': '', 'cat/b.png': '' })
  expect(await read('.', 3, ['dog', 'cat', 'horse'])).toEqual(['2/a.png 2', 'cat/b.png 1'])
})

test('numbers that are names go by name, as where they begin at 1', async () => {
  await put({ '1/a.png': '', '2/b.png': '', '3/c.png': '' })
  expect(await read('.', 3, ['1', '2', '3'])).toEqual(['1/a.png 0', '2/b.png 1', '3/c.png 2'])
})

test('as many folders as classes that are named as the classes go by name', async () => {
  await put({ 'cat/a.png': '', 'dog/b.png': '' })
  expect(await read('.', 2, ['dog', 'cat'])).toEqual(['cat/a.png 1', 'dog/b.png 0'])
})

test('of pictures in train and test, those for the test', async () => {
  await put({ 'train/a/0.png': '', 'train/b/1.png': '', 'test/a/2.png': '', 'test/b/3.png': '' })
  expect(await read('.', 2)).toEqual(['test/a/2.png 0', 'test/b/3.png 1'])
})

test("ILSVRC's pictures with val.txt", async () => {
  await put({ 'val/V_2.JPEG': '', 'val/V_1.JPEG': '', 'val.txt': 'V_1.JPEG 2\nval/V_2.JPEG 0\n' })
  expect(await read('val')).toEqual(['val/V_1.JPEG 2', 'val/V_2.JPEG 0'])
})

test("ILSVRC's pictures with the development kit's numbers, which are not the order of the outputs", async () => {
  await put({
    'val/ILSVRC2012_val_00000001.JPEG': '',
    'val/ILSVRC2012_val_00000003.JPEG': '',
    'ILSVRC2012_validation_ground_truth.txt': '1\n3\n2\n',
    'synsets.txt': 'n00000030 kit fox\nn00000010\nn00000020\n',
  })
  // Number 1 is n…30, the last of the sorted; number 2 is n…10, the first.
  expect(await read('val')).toEqual(['val/ILSVRC2012_val_00000001.JPEG 2', 'val/ILSVRC2012_val_00000003.JPEG 0'])
})

test.each([
  ['a folder that is not there', {}, 'nowhere', /nowhere is no folder that can be read/],
  ['nothing in it', { 'readme.txt': '' }, '.', /holds no JPEG or PNG/],
  ['a class that is not known', { 'pig/a.png': '' }, '.', /1 folders and the network 3 classes, and 'pig' is neither/],
  [
    'pictures and no word on their classes',
    { 'v/a.png': '' },
    'v',
    /1 pictures and no word on their classes: put val.txt/,
  ],
  ['a picture without a class', { 'v/a.png': '', 'val.txt': 'b.png 1' }, 'v', /val.txt says nothing of a.png/],
  [
    'a class out of range',
    { 'v/a.png': '', 'val.txt': 'a.png 3' },
    'v',
    /val.txt, line 1: 'a.png 3' is no name and a class from 0 to 2/,
  ],
  [
    "the kit's numbers alone",
    { 'v/V_1.JPEG': '', 'ILSVRC2012_validation_ground_truth.txt': '1' },
    'v',
    /own order, which is not that of networks: put synsets.txt beside it/,
  ],
  [
    'too few synsets',
    { 'v/V_1.JPEG': '', 'ILSVRC2012_validation_ground_truth.txt': '1', 'synsets.txt': 'n00000010' },
    'v',
    /must hold 3 different WordNet ids/,
  ],
])('%s is an error that says so', async (_, files, folder, message) => {
  await put(files)
  await expect(read(folder)).rejects.toThrow(message)
})
