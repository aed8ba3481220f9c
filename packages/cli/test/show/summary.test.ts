import { describe, expect, test } from 'vitest'
import { cnn } from '../cnn.ts'
import { runHere } from '../run-here.ts'

interface Described {
  readonly id: string
  readonly input: number[]
  readonly outputs: Record<string, number[]>
  readonly parameters: number
  readonly macs: number
  readonly receptiveField: { size: number; stride: number; centre: number; aligned: boolean }
  readonly memory: { parameters: number; activations: number; peak: number }
  readonly weights: { name: string; shape: number[] }[]
  readonly layers: { name: string; kind: string; output: number[]; parameters: number; macs: number }[]
}

async function described(run: typeof cnn, ...args: string[]): Promise<Described> {
  const { status, stdout, stderr } = await run('summary', ...args, '--json')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const parsed: Described = JSON.parse(stdout)
  return parsed
}

/** shared/reference/architectures.md: parameters, MACs in units of the third figure, receptive field. */
const reference = [
  ['lenet5-modern', 61_706, 0.417, 1e6, 32],
  ['resnet20', 269_722, 40.6, 1e6, 81],
  ['alexnet', 60_965_224, 0.724, 1e9, 195],
  ['googlenet', 6_998_552, 1.583, 1e9, 715],
  ['resnet18', 11_689_512, 1.814, 1e9, 435],
  ['densenet121', 7_978_856, 2.834, 1e9, 2071],
  ['resnet50', 25_557_032, 4.089, 1e9, 427],
  ['vgg16', 138_357_544, 15.47, 1e9, 212],
] as const

test.for(reference)('%s has the figures of its paper', async ([id, parameters, macs, unit, field]) => {
  const net = await described(cnn, id)
  expect(net.id).toBe(id)
  expect(net.parameters).toBe(parameters)
  const places = unit === 1e6 && macs > 10 ? 1 : 3
  expect((net.macs / unit).toFixed(places)).toBe(macs.toFixed(places))
  expect(net.receptiveField.size).toBe(field)
  expect(net.memory.parameters).toBe(parameters * 4)
})

describe('resnet50', async () => {
  const net = await described(runHere, 'resnet50')

  test('is described to the last unit', () => {
    expect(net.macs).toBe(4_089_184_256)
    expect(net.input).toEqual([224, 224, 3])
    expect(net.outputs).toEqual({ logits: [1000] })
    expect(net.receptiveField).toEqual({ size: 427, stride: 32, centre: 0, aligned: true })
  })

  test('lists its weights as torchvision does', () => {
    expect(net.weights).toHaveLength(267)
    expect(net.weights[0]).toEqual({ name: 'conv1.weight', shape: [64, 3, 7, 7] })
    expect(net.weights.at(-1)).toEqual({ name: 'fc.bias', shape: [1000] })
  })

  test('lists layers that add up', () => {
    expect(net.layers.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(net.parameters)
    expect(net.layers.reduce((sum, layer) => sum + layer.macs, 0)).toBe(net.macs)
    expect(net.layers[1]).toEqual({
      name: 'conv1',
      kind: 'conv',
      output: [112, 112, 64],
      parameters: 9408,
      macs: 118_013_952,
    })
  })
})

test('--heads counts what only training uses', async () => {
  const net = await described(runHere, 'googlenet', '--heads')
  expect(net.parameters).toBe(13_378_280)
  expect(Object.keys(net.outputs)).toEqual(['logits', 'aux1', 'aux2'])
})

test('LeNet-5 has codes for the ten digits; for as many other classes it has a dense layer', async () => {
  const digits = await described(runHere, 'lenet5')
  const letters = await described(runHere, 'lenet5', '--classes', '26')
  expect([digits, letters].map(({ layers, parameters }) => [layers.at(-1)!.kind, parameters])).toEqual([
    ['rbf', 60_000],
    ['dense', 60_000 + 26 * 85],
  ])
})

test('a fully convolutional VGG takes a larger image, and refuses a smaller one', async () => {
  const net = await described(runHere, 'vgg16-fcn', '--size', '256')
  expect(net.parameters).toBe(138_357_544)
  expect(net.layers.find(({ name }) => name === 'classifier.6')!.output).toEqual([2, 2, 1000])
  expect(net.outputs).toEqual({ logits: [1000] })
  const { status, stderr } = await runHere('summary', 'vgg16-fcn', '--size', '192')
  expect({ status, stderr }).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('a 7×7 window does not fit in 6×6') as string,
  })
})

test('--size and --classes build another network', async () => {
  const net = await described(runHere, 'resnet18', '--size', '256', '--classes', '10')
  expect(net.input).toEqual([256, 256, 3])
  expect(net.outputs).toEqual({ logits: [10] })
  expect(net.parameters).toBe(11_689_512 - 990 * 513)
})

test('without --json it is a table with units', async () => {
  const { stdout } = await runHere('summary', 'resnet50')
  expect(stdout).toMatch(/^resnet50 \(He et al\. 2015\) on 224×224×3$/m)
  expect(stdout).toMatch(/^conv1 +conv +112×112×64 +9,408 +118,013,952$/m)
  expect(stdout).toMatch(/^25,557,032 parameters$/m)
  expect(stdout).toMatch(/^4\.09 G MACs for one image \(convolutions and dense layers, as torchvision counts\)$/m)
  expect(stdout).toMatch(/^receptive field of the last feature map: 427×427 pixels, every 32×32$/m)
  expect(stdout).toMatch(/97\.5 MiB of parameters/)
})

test('--convention counts as another tool does, and says what may differ', async () => {
  const { stdout } = await runHere('summary', 'resnet50', '--convention', 'thop')
  expect(onOneLine(stdout)).toContain(
    ' 4.13 G for one image as thop 0.1 counts, in MACs: convolutions and dense layers without biases, batch norm 4',
  )
  expect(stdout).toMatch(/^ {2}it may print another: thop overlooks pooling/m)
  const json: unknown = JSON.parse((await runHere('summary', 'resnet50', '--convention', 'fvcore', '--json')).stdout)
  expect(json).toMatchObject({
    macs: 4_089_184_256,
    operations: { convention: 'fvcore', total: 4_111_512_576, status: 'complete' },
  })
})

test('--memory shows what each layer takes, where it is concentrated, and what training takes', async () => {
  const { stdout } = await runHere('summary', 'vgg16', '--memory', '--batch', '32')
  expect(stdout).toMatch(/^layer +output +parameters +MiB +share +activation MiB +share$/m)
  expect(stdout).toMatch(/^classifier\.0 +4096 +102,764,544 +392\.0 +74\.3 % +0\.016 +0\.0 %$/m)
  const activations = 'features.0, activation1, features.2, activation2, features.5'
  expect(onOneLine(stdout)).toContain(
    ` half of the parameters are in classifier.0 half of the activations are in ${activations} a ` +
      'training step of 32 images ',
  )
  expect(onOneLine(stdout)).toMatch(
    / takes at least [\d,.]+ MiB with sgd, [\d,.]+ MiB with momentum, [\d,.]+ MiB with adam, of which /,
  )
})

test('--memory adds to the JSON and changes nothing of it', async () => {
  const plain = await described(runHere, 'resnet20')
  const more = await described(runHere, 'resnet20', '--memory')
  expect(more).toMatchObject(plain)
  expect(Object.keys(more).filter((key) => !Object.keys(plain).includes(key))).toEqual([
    'memoryTable',
    'concentration',
    'training',
  ])
  expect(Object.keys(plain)).not.toContain('training')
})

test('--batch shows the memory of training without being asked twice', async () => {
  expect(await runHere('summary', 'vgg16', '--batch', '32')).toEqual(
    await runHere('summary', 'vgg16', '--memory', '--batch', '32'),
  )
  expect((await runHere('summary', 'vgg16')).stdout).not.toContain('training step')
})

test('images that are not square, of one channel: as torchvision counts them (packages/zoo/test/image-sizes.test.ts)', async () => {
  const { stdout } = await runHere('summary', 'resnet18', '--size', '224x320', '--channels', '1', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ input: [224, 320, 1], parameters: 11_683_240, macs: 2_478_919_680 })
})

test.each([['resnet152'], ['inception-v4'], ['googlenet', '--heads', '--memory'], ['densenet264', '--memory']])(
  'the table of %s needs 80 columns',
  async (...typed) => {
    const { stdout } = await runHere('summary', ...typed)
    const table = stdout.split('\n\n')[1]!
    expect(table.split('\n').filter((line) => line.length > 80)).toEqual([])
  },
)

const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
