import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { encode } from 'fast-png'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DataError, datasetOf, fitDataset, lenet5Normalisation, mnistClasses } from '../../src/index.ts'
import { readDataset, readPictures } from '../../src/node.ts'

/** A picture of one colour. */
const png = (red: number, width = 6, height = 4) =>
  encode({
    width,
    height,
    channels: 3,
    data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i % 3 === 0 ? red : 40)),
  })

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cnn-pictures-'))
  const put = async (path: string, bytes: Uint8Array) => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), bytes)
  }
  for (const [i, name] of ['cat', 'dog'].entries()) {
    for (let k = 0; k < 20; k++) await put(`flat/${name}/${String(k).padStart(2, '0')}.png`, png(i * 100 + k))
    for (let k = 0; k < 3; k++) await put(`parted/train/${name}/${k}.png`, png(i * 100 + k))
    await put(`parted/val/${name}/0.png`, png(i * 100 + 50))
    await put(`alone/train/${name}/0.png`, png(0))
    await put(`strange/train/${name}/0.png`, png(0))
  }
  for (let k = 0; k <= 10; k++) await put(`numbered/${k}/a.png`, png(k))
  await put('strange/val/pig/0.png', png(0))
  await put('one/cat/0.png', png(0))
  for (const name of ['bus', 'train']) for (let k = 0; k < 10; k++) await put(`vehicles/${name}/${k}.png`, png(k))
  await put('broken/a/0.png', png(0).subarray(0, 50))
  await put('broken/b/0.png', png(0))
  for (const name of ['a', 'b']) await mkdir(join(root, 'empty', name), { recursive: true })
})
afterAll(() => rm(root, { recursive: true }))

const at = (name: string) => join(root, name)

test('the pictures of train and val, resized so that the square fits', async () => {
  const train = await readPictures(at('parted'), 'train', { size: 2 })
  expect([train.count, train.size, train.classes, [...train.labels]]).toEqual([
    6,
    [2, 2, 3],
    ['cat', 'dog'],
    [0, 0, 0, 1, 1, 1],
  ])
  expect([...train.image(4)]).toEqual([101, 40, 40, 101, 40, 40, 101, 40, 40, 101, 40, 40])
  const val = await readDataset(at('parted'), 'test', { size: 2 })
  expect([val.count, val.image(1)[0]]).toEqual([2, 150])
})

test('class folders alone: one picture of ten is for the test, none for both', async () => {
  const [train, held] = [
    await readPictures(at('flat'), 'train', { size: 1 }),
    await readPictures(at('flat'), 'test', { size: 1 }),
  ]
  const reds = ({ count, image }: typeof train) => Array.from({ length: count }, (_, i) => image(i)[0])
  expect(reds(held)).toEqual([9, 19, 109, 119])
  expect(held.labels).toEqual(Int32Array.of(0, 0, 1, 1))
  expect(new Set([...reds(train), ...reds(held)]).size).toBe(40)
})

test('numbered classes are in the order of their names, as ImageFolder has them', async () => {
  const { classes, labels, image } = await readPictures(at('numbered'), 'train', { size: 1 })
  expect(classes).toEqual(['0', '1', '10', '2', '3', '4', '5', '6', '7', '8', '9'])
  expect([labels[2], image(2)[0]]).toEqual([2, 10])
})

test('a class may be called train', async () => {
  const { classes, count } = await readPictures(at('vehicles'), 'test', { size: 1 })
  expect([classes, count]).toEqual([['bus', 'train'], 2])
})

test('a picture is decoded once while there is room, and anew where there is none', async () => {
  const roomy = await readPictures(at('parted'), 'train', { size: 2, memory: 24 })
  expect(roomy.image(0)).toBe(roomy.image(0))
  expect(roomy.image(1)).toBe(roomy.image(1))
  expect(roomy.image(2)).not.toBe(roomy.image(2))
  expect(roomy.image(2)).toEqual(roomy.image(2))
})

test.each([
  ['nowhere', 'train', /'.*nowhere' is neither cifar10, mnist, fashion-mnist nor a folder that can be read/],
  ['one', 'train', /one has 1 class folders; there must be at least two/],
  ['empty', 'train', /empty holds no JPEG or PNG for train in its class folders/],
  ['alone', 'test', /alone has no folder test, val, valid, validation beside train/],
  ['strange', 'test', /strange.val.pig is no class: .*strange.train has no such folder/],
] as const)('%s, %s, is an error that says so', async (name, split, message) => {
  await expect(readDataset(at(name), split)).rejects.toThrow(DataError)
  await expect(readDataset(at(name), split)).rejects.toThrow(message)
})

test('a picture that is cut off is named when its turn comes', async () => {
  const { image } = await readPictures(at('broken'), 'train', { size: 2 })
  expect(() => image(0)).toThrow(/broken.a.0\.png is no PNG that can be read/)
  expect(image(1)).toHaveLength(12)
})

test('or left out before there is a data set, and told, with files of other formats', async () => {
  await mkdir(at('flawed/a'), { recursive: true })
  await mkdir(at('flawed/b'))
  const whole = await readFile(at('parted/train/cat/0.png'))
  for (const name of ['a/0.png', 'a/1.png', 'b/0.png']) await writeFile(at(join('flawed', name)), whole)
  await writeFile(at('flawed/a/00666.png'), '')
  await writeFile(at('flawed/b/Abyssinian_34.jpg'), 'GIF89a')
  await writeFile(at('flawed/b/x.webp'), '')
  const told: string[] = []
  const set = await readPictures(at('flawed'), 'train', { size: 2, leftOut: (sentence) => told.push(sentence) })
  expect([set.count, [...set.labels], set.image(2)]).toEqual([3, [0, 0, 1], expect.any(Uint8Array)])
  expect(told).toEqual([
    '1 .webp file is left out: JPEG and PNG are read',
    expect.stringMatching(/00666\.png is no picture that can be read: it is empty/),
    expect.stringMatching(/Abyssinian_34\.jpg is no picture that can be read: it is a GIF/),
  ])
})

const digits = datasetOf(
  'digits',
  {
    count: 2,
    height: 1,
    width: 2,
    channels: 1,
    pixels: Uint8Array.of(1, 2, 3, 4),
    labels: Uint8Array.of(0, 1),
    classes: mnistClasses,
  },
  lenet5Normalisation,
)

test('zeros around, as LeNet-5 has it', () => {
  const { size, image, normalisation } = fitDataset(digits, [3, 4, 1])
  expect([size, [...image(1)]]).toEqual([
    [3, 4, 1],
    [0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0],
  ])
  expect(normalisation).toEqual(lenet5Normalisation)
  expect(fitDataset(digits, [1, 2, 1])).toBe(digits)
})

test('grey as red, green and blue', () => {
  const { image, normalisation } = fitDataset(digits, [1, 4, 3])
  expect([...image(0)]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 0, 0, 0])
  expect(normalisation.mean).toEqual(Array(3).fill(lenet5Normalisation.mean[0]))
})

test.each([[[1, 1, 1]], [[1, 3, 1]], [[1, 2, 0]]] as const)('not to %j', (size) => {
  expect(() => fitDataset(digits, size)).toThrow(
    new DataError(`images of digits are 1×2×1; they cannot be padded to ${size.join('×')}`),
  )
})

test('colour stays what it is', () => {
  const colours = { ...digits, size: [1, 1, 2] } as const
  expect(() => fitDataset(colours, [1, 1, 4])).toThrow(DataError)
})
