import { expect, test } from 'vitest'
import { cnn } from '../cnn.ts'
import { runHere } from '../run-here.ts'

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

test('list shows every network with its figures, under its paper', async () => {
  const { status, stdout, stderr } = await cnn('list')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^resnet50 +25,557,032 +4\.09 G +224×224×3 +76\.13 +92\.86 +\[\d+\]$/m)
  expect(stdout).toMatch(/^\nLeCun et al\. 1998\nlenet5 .*\nlenet5-modern +61,706 +0\.42 M +32×32×1$/m)
})

test('a published accuracy comes with its protocol and source', async () => {
  const { stdout } = await runHere('list')
  const notes = Object.fromEntries(
    [...stdout.matchAll(/^\[(\d+)\] +((?:.|\n {5})+)/gm)].map(([, number, text]) => [number, text]),
  )
  const rows = stdout.split('\n').filter((line) => /×.* \d+\.\d\d +/.test(line))
  expect(rows.length).toBeGreaterThan(30)
  for (const row of rows)
    expect(notes[/\[(\d+)\]$/.exec(row)![1]!]).toMatch(/^(ImageNet|CIFAR-10|CIFAR-100|MNIST) .+; .+/)
})

test.each([[[]], [['--weights']], [['--sort', 'macs']]])('list %s needs 80 columns', async (options) => {
  const { stdout } = await runHere('list', ...options)
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
})

const ids = async (...options: string[]) =>
  (JSON.parse((await runHere('list', '--json', ...options)).stdout) as { id: string }[]).map(({ id }) => id)

test('list filters by family and by weights', async () => {
  expect(await ids('--family', 'vgg', '--weights')).toEqual(expect.arrayContaining(['vgg16', 'vgg19-bn']))
  expect(await ids('--family', 'resnet')).toEqual(expect.arrayContaining(['resnet50', 'preact-resnet164']))
  expect((await ids('--family', 'resnet')).filter((id) => !id.includes('resnet'))).toEqual([])
  // LRN networks of VGG's paper are published nowhere.
  expect(await ids('--family', 'vgg', '--weights')).not.toContain('vgg11-lrn')
  expect((await runHere('list', '--weights')).stdout).toMatch(/^resnet20 .* trained here, /m)
  const { status, stderr } = await runHere('list', '--family', 'resnt')
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: "error: no network is of the family 'resnt'; did you mean resnet?\n",
  })
})

/**
 * By torchvision's table of its models: densenet121 < resnet18 < vgg16 in parameters, resnet18 < densenet121 < vgg16 in
 * operations.
 */
test('list sorts', async () => {
  const three = (all: readonly string[]) => all.filter((id) => ['vgg16', 'resnet18', 'densenet121'].includes(id))
  expect(three(await ids('--sort', 'parameters'))).toEqual(['densenet121', 'resnet18', 'vgg16'])
  expect(three(await ids('--sort', 'macs'))).toEqual(['resnet18', 'densenet121', 'vgg16'])
  const byId = await ids('--sort', 'id')
  expect(byId.indexOf('resnet20')).toBeLessThan(byId.indexOf('resnet110'))
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
