import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
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
  (await readFolder(join(root, folder), { count: classes, names })).files.map(
    ({ path, label }) => `${relative(root, path)} ${label}`,
  )

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

test('as many numbered folders as classes are 0, 1, … by their sorted names, as ImageFolder has them', async () => {
  const folders = Array.from({ length: 10 }, (_, i) => `${i + 1}/a.png`)
  await put(Object.fromEntries(folders.map((name) => [name, ''])))
  expect(await read('.', 10)).toEqual([1, 10, 2, 3, 4, 5, 6, 7, 8, 9].map((name, label) => `${name}/a.png ${label}`))
})

test('102 flowers: every folder has a class of its own', async () => {
  await put(Object.fromEntries(Array.from({ length: 102 }, (_, i) => [`${i + 1}/a.png`, ''])))
  const { files } = await readFolder(root, { count: 102 })
  expect(files.map(({ label }) => label).sort((a, b) => a - b)).toEqual(Array.from({ length: 102 }, (_, i) => i))
})

test("a subset of ImageNet by WordNet ids, as Imagenette's", async () => {
  // torchvision's ImageFolder of all 1000: tench 0, English springer 217, parachute 701, toilet tissue 999.
  await put({ 'n03888257/a.png': '', 'n01440764/a.png': '', 'n02102040/b.png': '', 'n15075141/c.png': '' })
  expect(await read('.', 1000)).toEqual([
    'n01440764/a.png 0',
    'n02102040/b.png 217',
    'n03888257/a.png 701',
    'n15075141/c.png 999',
  ])
  await put({ 'n00000001/a.png': '' })
  await expect(read('.', 1000)).rejects.toThrow("n00000001 is none of ImageNet's 1000 WordNet ids")
})

test('folders are matched by the names that the weights say, or refused', async () => {
  await put({ 'cat/a.png': '', 'Great_Dane/b.png': '' })
  const { files } = await readFolder(root, { count: 2, names: ['great dane', 'cat'], said: true })
  expect(files.map(({ label }) => label)).toEqual([0, 1])
  await expect(readFolder(root, { count: 2, names: ['dog', 'cat'], said: true })).rejects.toThrow(
    /has the folders Great_Dane, cat, and the weights are for the classes dog, cat; --labels FILE/,
  )
})

test.runIf(process.platform !== 'win32')('control characters tell no folder from its class', async () => {
  await put({ 'd\u001b[2Jog\r/a.png': '', 'cat\n/b.png': '' })
  const { files } = await readFolder(root, { count: 2, names: ['d [2Jog', 'cat'], said: true })
  expect(files.map(({ label }) => label)).toEqual([1, 0])
})

test('a map says which folder is which class, by number and by name', async () => {
  await put({ 'miau/a.png': '', 'wau/b.png': '' })
  const names = ['dog', 'cat']
  const { files } = await readFolder(root, { count: 2, names, map: { wau: 'dog', miau: 1 } })
  expect(files.map(({ label }) => label)).toEqual([1, 0])
  await expect(readFolder(root, { count: 2, names, map: { wau: 'dog' } })).rejects.toThrow(
    "say nothing of the folder 'miau'",
  )
  await expect(readFolder(root, { count: 2, names, map: { wau: 0, miau: 0 } })).rejects.toThrow(
    "the folders 'miau' and 'wau' would both be class 0",
  )
})

test('links, folders within, and pictures of other formats, which are told', async () => {
  await put({
    'real/a/1.png': '',
    'data/b/images/2.jpg': '',
    'data/b/3.webp': '',
    'data/c/4.gif': '',
    'data/c/.x.png': '',
  })
  await symlink(join(root, 'real', 'a'), join(root, 'data', 'a'))
  await symlink(join(root, 'data'), join(root, 'data', 'b', 'loop'))
  await symlink(join(root, 'real', 'a', '1.png'), join(root, 'data', 'b', 'one.png'))
  await symlink('/nowhere', join(root, 'data', 'c', 'lost.png'))
  const { files, notes } = await readFolder(join(root, 'data'), { count: 3 })
  expect(files.filter(({ label }) => label === 0).map(({ path }) => relative(root, path))).toEqual(['data/a/1.png'])
  expect(files.filter(({ label }) => label === 1).map(({ path }) => relative(root, path))).toContain(
    'data/b/images/2.jpg',
  )
  expect(files.filter(({ label }) => label === 2)).toEqual([])
  expect(notes).toContain('no JPEG or PNG in 1 of 3 class folders: c')
  expect(notes).toContain('1 .gif file is left out: JPEG and PNG are read')
})

test('a socket is no picture, nor a pipe', async () => {
  await put({ 'a/1.png': '', 'b/2.png': '' })
  const server = createServer().listen(join(root, 'a', 'p.jpg'))
  await once(server, 'listening')
  expect(await read('.', 2)).toEqual(['a/1.png 0', 'b/2.png 1'])
  server.close()
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
