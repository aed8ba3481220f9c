import { expect, test } from 'vitest'
import { cnn } from './cnn.ts'
import { runHere } from './run-here.ts'

test('list shows every network with its figures', async () => {
  const { status, stdout, stderr } = await cnn('list')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^resnet50 +He et al\. 2015 +25,557,032 +4\.089 G +224×224×3 +top-1 76\.13 %, top-5 92\.862 % \(ImageNet/m)
  expect(stdout).toMatch(/^lenet5-modern +LeCun et al\. 1998 +61,706 +0\.417 M +32×32×1 +–$/m)
})

test('a published accuracy comes with its protocol and source', async () => {
  const { stdout } = await runHere('list')
  for (const line of stdout.split('\n').filter((line) => line.includes('top-'))) expect(line).toMatch(/\((ImageNet|CIFAR-10) .+; .+\)$/)
})

test('list --json is JSON and nothing else', async () => {
  const { stdout, stderr } = await cnn('list', '--json')
  expect(stderr).toBe('')
  const networks: Record<string, unknown>[] = JSON.parse(stdout)
  expect(networks.map(({ id }) => id)).toEqual([
    'lenet5-modern',
    'resnet20',
    'alexnet',
    'googlenet',
    'resnet18',
    'densenet121',
    'resnet50',
    'vgg16',
  ])
  expect(networks[1]).toEqual({
    id: 'resnet20',
    paper: 'He et al. 2015',
    parameters: 269722,
    macs: 40551040,
    input: [32, 32, 3],
    published: { top1: 91.25, dataset: 'CIFAR-10', protocol: 'test', source: 'He et al. 2015, table 6' },
  })
})
