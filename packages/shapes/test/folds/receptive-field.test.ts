import { expect, test } from 'vitest'
import {
  add,
  avgPool,
  batchNorm,
  concat,
  conv,
  dense,
  globalAveragePool,
  input,
  maxPool,
  network,
  padChannels,
  receptiveField,
  relu,
} from '../../src/index.ts'
import { image, window } from './image.ts'

const field = (node: typeof image) => receptiveField(network('n', { node }))

test('stacked 3×3 convolutions see 3, 5 and 7 pixels (VGG, section 2.3)', () => {
  let x = image
  for (const size of [3, 5, 7]) {
    x = window({ kernel: 3, pad: 1 }, x, `conv${size}`)
    expect(field(x)).toEqual({ size: [size, size], stride: [1, 1], centre: [0, 0], aligned: true })
  }
})

test('a pixel sees itself', () => {
  expect(field(image)).toEqual({ size: [1, 1], stride: [1, 1], centre: [0, 0], aligned: true })
})

test('strides widen what comes after: the stem of ResNet sees 11 pixels every 4', () => {
  const stem = maxPool(relu(batchNorm(window({ kernel: 7, stride: 2, pad: 3 }), 'bn')), {
    kernel: 3,
    stride: 2,
    pad: 1,
  })
  expect(field(stem)).toEqual({ size: [11, 11], stride: [4, 4], centre: [0, 0], aligned: true })
})

test('dilation spreads the window: 3 taps, 2 apart', () => {
  expect(field(window({ kernel: 3, dilation: 2, pad: 2 }))).toEqual({
    size: [5, 5],
    stride: [1, 1],
    centre: [0, 0],
    aligned: true,
  })
})

test('the centre moves with the padding that is not there', () => {
  expect(field(window({ kernel: 5 })).centre).toEqual([2, 2])
  expect(field(maxPool(image, { kernel: 2, stride: 2 })).centre).toEqual([0.5, 0.5])
  expect(field(window({ kernel: 3, pad: [2, 1, 0, 1] })).centre).toEqual([-1, 0])
})

test('the axes are separate: 1×7 and 7×1', () => {
  const wide = window({ kernel: [1, 7], pad: [0, 3], stride: [1, 2] })
  expect(field(wide)).toEqual({ size: [1, 7], stride: [1, 2], centre: [0, 0], aligned: true })
  expect(field(window({ kernel: [7, 1], pad: [3, 0] }, wide, 'd')).size).toEqual([7, 7])
})

test('where paths meet, the widest is seen', () => {
  const module = concat([
    window({ kernel: 1 }, image, 'a'),
    window({ kernel: 3, pad: 1 }, image, 'b'),
    window({ kernel: 5, pad: 2 }),
  ])
  expect(field(module)).toEqual({ size: [5, 5], stride: [1, 1], centre: [0, 0], aligned: true })
})

test('the shortcut of zero padding is aligned with the block', () => {
  const main = conv(image, 'main', { filters: 8, kernel: 3, stride: 2, pad: 1 })
  const shortcut = padChannels(avgPool(image, { kernel: 1, stride: 2 }), { before: 2, after: 2 })
  expect(field(add(main, shortcut))).toEqual({ size: [3, 3], stride: [2, 2], centre: [0, 0], aligned: true })
})

test('paths of different centre are reported, with the union of what they see', () => {
  const even = window({ kernel: 2, pad: [0, 1, 1, 0] }, image, 'even')
  expect(field(add(window({ kernel: 1 }), even))).toEqual({
    size: [2, 2],
    stride: [1, 1],
    centre: [0.5, 0.5],
    aligned: false,
  })
})

test('paths of different stride are reported', () => {
  const small = input([4, 4, 4])
  const strided = window({ kernel: 1, stride: 2 }, small, 'strided')
  const joined = add(window({ kernel: 3 }, small), strided)
  expect(field(joined)).toMatchObject({ size: [3, 3], aligned: false })
  expect(field(relu(joined)).aligned).toBe(false)
})

test('of a network with a head it is the last map’s; any other map can be asked for', () => {
  const first = window({ kernel: 3 }, image, 'first')
  const net = network('n', {
    logits: dense(globalAveragePool(relu(window({ kernel: 3 }, first, 'second'))), 'fc', { units: 2 }),
  })
  expect(receptiveField(net).size).toEqual([5, 5])
  expect(receptiveField(net, first).size).toEqual([3, 3])
  expect(() => receptiveField(net, window({ kernel: 3 }))).toThrow("the node is no feature map of network 'n'")
  expect(() => receptiveField(net, net.outputs['logits'])).toThrow('no feature map')
})
