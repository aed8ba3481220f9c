/**
 * @file Eighty columns are enough for every help and every table; only an address is longer, since it is there to be
 * copied whole.
 */

import { expect, test } from 'vitest'
import { runHere } from '../run-here.ts'

const commands = await runHere('--help').then(({ stdout }) =>
  [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name!).filter((name) => name !== 'help'),
)

test('there are commands to look at', () => {
  expect(commands).toEqual(expect.arrayContaining(['list', 'bench', 'train', 'export']))
})

test.each([[], ...commands.map((name) => [name])])('the help of cnn %s', async (...name) => {
  expect(wide((await runHere(...name, '--help')).stdout)).toEqual([])
})

test.each([
  'list --weights',
  'list --family resnet',
  'plan inception-v3',
  'plan densenet-bc190-40',
  'summary googlenet-torchvision --heads',
  'summary resnet1202',
  'summary resnet50 --convention thop',
  'summary inception-v3-small --memory --batch 8',
  'weights inception-v3',
  'weights vgg16',
  'weights resnet20',
  'weights lenet5',
])('cnn %s', async (typed) => {
  expect(wide((await runHere(...typed.split(' '))).stdout)).toEqual([])
})

const wide = (text: string) => text.split('\n').filter((line) => line.length > 80 && !/ https:\/\/\S+$/.test(line))
