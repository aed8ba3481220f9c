import { expect, test } from 'vitest'
import { cnn } from './cnn.ts'
import { runHere } from './run-here.ts'

/** Those that were asked for, by family. */
const issued = `
  lenet5 lenet5-modern alexnet alexnet-ungrouped alexnet-torchvision zfnet
  nin-cifar10 nin-cifar100 nin-imagenet
  vgg11 vgg11-lrn vgg13 vgg16-c vgg16 vgg19 vgg11-bn vgg13-bn vgg16-c-bn vgg16-bn vgg19-bn
  vgg11-fcn vgg11-lrn-fcn vgg13-fcn vgg16-c-fcn vgg16-fcn vgg19-fcn
  vgg11-bn-fcn vgg13-bn-fcn vgg16-c-bn-fcn vgg16-bn-fcn vgg19-bn-fcn
  googlenet googlenet-torchvision inception-v3 inception-v4
  plain20 plain32 plain44 plain56
  resnet20 resnet32 resnet44 resnet56 resnet110 resnet1202 preact-resnet164 preact-resnet1001
  plain18 plain34 resnet18 resnet34-a resnet34 resnet34-c resnet50 resnet101 resnet152
  resnet50-v1 resnet101-v1 resnet152-v1
  densenet40-12 densenet100-12 densenet100-24 densenet-bc100-12 densenet-bc250-24 densenet-bc190-40
  densenet121 densenet161 densenet169 densenet201 densenet264
`
  .trim()
  .split(/\s+/)

test('list shows every network with its figures', async () => {
  const { status, stdout, stderr } = await cnn('list')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(
    /^resnet50 +He et al\. 2015 +25,557,032 +4\.089 G +224×224×3 +top-1 76\.13 %, top-5 92\.862 % \(ImageNet/m,
  )
  expect(stdout).toMatch(/^lenet5-modern +LeCun et al\. 1998 +61,706 +0\.417 M +32×32×1 +–$/m)
})

test('a published accuracy comes with its protocol and source', async () => {
  const { stdout } = await runHere('list')
  for (const line of stdout.split('\n').filter((line) => line.includes('top-')))
    expect(line).toMatch(/\((ImageNet|CIFAR-10|CIFAR-100|MNIST) .+; .+\)$/)
})

test('list --json is JSON and nothing else', async () => {
  const { stdout, stderr } = await cnn('list', '--json')
  expect(stderr).toBe('')
  const networks: Record<string, unknown>[] = JSON.parse(stdout)
  expect(networks.map(({ id }) => id)).toEqual(expect.arrayContaining(issued))
  expect(networks.find(({ id }) => id === 'resnet20')).toEqual({
    id: 'resnet20',
    paper: 'He et al. 2015',
    parameters: 269722,
    macs: 40551040,
    input: [32, 32, 3],
    published: {
      top1: 91.25,
      dataset: 'CIFAR-10',
      protocol: 'test',
      source: 'He et al. 2015, table 6',
    },
  })
})
