/**
 * @file Prints the small networks whose first steps of training `steps.py` takes in PyTorch: one line of JSON each.
 * That the zoo's graphs are the papers' is what the logits of `generate.py` show.
 *
 * Where a step of float32 says nothing, because dozens of batch norms of few values amplify its rounding a thousandfold
 * (PyTorch's own float32 differs from its double precision by up to 100 % there), a network of the family's blocks
 * stands for it.
 */

import {
  basicConv,
  denseBlock,
  inceptionV3A,
  inceptionV3B,
  inceptionV3C,
  inceptionV3D,
  inceptionV3E,
  transition,
} from '@cnn/blocks'
import { batchNorm, conv, dense, globalAveragePool, input, network, relu, toJSON } from '@cnn/shapes'
import { zoo } from '@cnn/zoo'

function inception() {
  const slim = { width: 1 / 16, pad: 1 } as const
  let x = basicConv(input([12, 12, 3]), 'stem', { filters: 8, kernel: 3, pad: 1 })
  x = inceptionV3B(inceptionV3A(x, 'a', { pool: 32, ...slim }), 'b', slim)
  x = inceptionV3E(inceptionV3D(inceptionV3C(x, 'c', { narrow: 128, ...slim }), 'd', slim), 'e', slim)
  return network('inception-v3', { logits: dense(globalAveragePool(x), 'fc', { units: 10 }) })
}

function densenetBC() {
  const options = { layers: 3, growth: 4 }
  let x = conv(input([12, 12, 3]), 'conv0', { filters: 8, kernel: 3, pad: 1, bias: false })
  x = denseBlock(transition(denseBlock(x, 'block1', options), 'transition1'), 'block2', options)
  return network('densenet-bc', {
    logits: dense(globalAveragePool(relu(batchNorm(x, 'norm5'))), 'classifier', { units: 10 }),
  })
}

interface Options {
  readonly batch: number
  readonly smoothing?: number
}

const slim = { size: 32, classes: 10, stride: 1, width: 1 / 16 }
const fromZoo = (id: string, options: Readonly<Record<string, unknown>>, run: Options) =>
  [{ network: id, options, ...run }, zoo.find((entry) => entry.id === id)!.build(options)] as const

const networks = [
  fromZoo('lenet5', {}, { batch: 4 }),
  fromZoo('lenet5-modern', {}, { batch: 4 }),
  fromZoo('alexnet', { ...slim, ceil: false }, { batch: 4 }),
  fromZoo('zfnet', slim, { batch: 4 }),
  fromZoo('nin-cifar10', { size: 16, width: 1 / 8 }, { batch: 4 }),
  fromZoo('vgg11-bn', slim, { batch: 8 }),
  fromZoo('googlenet', { ...slim, size: 40 }, { batch: 4, smoothing: 0.1 }),
  [{ network: 'blocks of inception-v3', batch: 8 }, inception()] as const,
  fromZoo('plain20', { size: 16, width: 1 / 4 }, { batch: 8 }),
  fromZoo('resnet20', { size: 16, width: 1 / 4 }, { batch: 8, smoothing: 0.1 }),
  fromZoo('resnet18', slim, { batch: 8 }),
  fromZoo('preact-resnet20', { size: 16, width: 1 / 4 }, { batch: 8 }),
  fromZoo('densenet40-12', { size: 8, growth: 4 }, { batch: 4 }),
  [{ network: 'blocks of densenet-bc', batch: 8 }, densenetBC()] as const,
]

for (const [run, net] of networks) console.log(JSON.stringify({ ...run, graph: toJSON(net) }))
