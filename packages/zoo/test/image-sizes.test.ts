import { macs, params } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { zoo, type ImageSize } from '../src/index.ts'

/**
 * Parameters and multiply-accumulates of torchvision 0.28's networks, counted by hooks at its convolutions and dense
 * layers, of `weights=None`, without auxiliary heads, the first convolution made anew for that many channels.
 */
const counted: readonly (readonly [
  id: string,
  size: ImageSize,
  channels: number,
  figures: { parameters: number; macs: number },
])[] = [
  ['resnet18', [224, 320], 3, { parameters: 11_689_512, macs: 2_591_313_920 }],
  ['resnet18', [224, 320], 1, { parameters: 11_683_240, macs: 2_478_919_680 }],
  ['resnet50', [320, 192], 4, { parameters: 25_560_168, macs: 5_054_873_600 }],
  ['densenet121', [128, 224], 1, { parameters: 7_972_584, macs: 1_575_002_112 }],
  ['googlenet-torchvision', [224, 320], 3, { parameters: 6_624_904, macs: 2_140_098_560 }],
  ['inception-v3', [299, 331], 3, { parameters: 23_834_568, macs: 6_377_959_520 }],
  ['alexnet-torchvision', [224, 320], 3, { parameters: 61_100_840, macs: 1_011_160_256 }],
]

test.each(counted)('%s at %j with %d channels is what torchvision has', (id, size, channels, figures) => {
  const net = zoo.find((entry) => entry.id === id)!.build({ size, channels, heads: false })
  expect(net.input.shape).toEqual([...(size as readonly number[]), channels])
  expect({ parameters: params(net), macs: macs(net) }).toEqual(figures)
})

test.each(zoo)('$id takes images that are higher than wide, of one channel', ({ build }) => {
  const [height, width] = build().input.shape
  const { input, outputs } = build({ size: [height + 64, width], channels: 1, heads: false })
  expect(input.shape).toEqual([height + 64, width, 1])
  expect(outputs.logits.shape).toHaveLength(1)
})
