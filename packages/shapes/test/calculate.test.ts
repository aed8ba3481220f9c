/** @file The figures that papers and courses (CS231n above all) work out by hand, each for a layer or a few. */

import { describe, expect, test } from 'vitest'
import {
  add,
  calculate,
  concat,
  conv,
  dense,
  flatten,
  globalAveragePool,
  maxPool,
  relu,
  type ConvOptions,
  type FeatureMap,
  type Node,
} from '../src/index.ts'

type Map3 = Node<FeatureMap>

/** Convolutions one after the other, all of the same options but for what `each` changes. */
const stack =
  (count: number, options: ConvOptions) =>
  (x: Map3): Map3 => {
    for (let i = 1; i <= count; i++) x = relu(conv(x, `conv${i}`, options))
    return x
  }

describe('one layer', () => {
  test('ten 5×5 filters on 32×32×3, stride 1, pad 2 (CS231n, lecture 5): 32×32×10 and 760 parameters', () => {
    const result = calculate([32, 32, 3], (x) => conv(x, 'c', { filters: 10, kernel: 5, stride: 1, pad: 2 }))
    expect(result).toEqual({
      output: [32, 32, 10],
      parameters: 760,
      macs: 32 * 32 * 10 * 5 * 5 * 3,
      receptiveField: { size: [5, 5], stride: [1, 1], centre: [0, 0], aligned: true },
    })
  })

  test('a dense layer on a vector: VGG-16’s fc7 (CS231n: 4096 · 4096 = 16,777,216 weights) and its biases', () => {
    expect(calculate([4096], (x) => dense(x, 'fc7', { units: 4096 }))).toEqual({
      output: [4096],
      parameters: 16_781_312,
      macs: 16_777_216,
    })
  })

  test('a layer that gives a vector still sees the image', () => {
    const result = calculate([8, 8, 3], (x) => globalAveragePool(conv(x, 'c', { filters: 4, kernel: 3, pad: 1 })))
    expect(result.output).toEqual([4])
    expect(result.receptiveField?.size).toEqual([3, 3])
  })

  test('two filters of 5×5 on three channels: 152', () => {
    expect(calculate([32, 32, 3], (x) => conv(x, 'c', { filters: 2, kernel: 5, pad: 2 })).parameters).toBe(152)
  })
})

describe('stacks of 3×3', () => {
  test.each([
    [1, 3],
    [2, 5],
    [3, 7],
  ])('%i see %i pixels (Simonyan & Zisserman 2014, section 2.3)', (count, size) => {
    expect(calculate([32, 32, 3], stack(count, { filters: 3, kernel: 3, pad: 1 })).receptiveField?.size).toEqual([
      size,
      size,
    ])
  })

  test.each([
    [2, 3, 3],
    [1, 5, 3],
    [3, 3, 1],
    [1, 7, 1],
  ])('from 7×7, %i of %i×%2$i lead to %i×%3$i', (count, kernel, size) => {
    expect(calculate([7, 7, 1], stack(count, { filters: 1, kernel })).output).toEqual([size, size, 1])
  })

  test('on 128 channels two 3×3 have 294,912 weights and one 5×5 409,600', () => {
    const options = { filters: 128, bias: false }
    expect(calculate([56, 56, 128], stack(2, { ...options, kernel: 3, pad: 1 })).parameters).toBe(294_912)
    expect(calculate([56, 56, 128], stack(1, { ...options, kernel: 5, pad: 2 })).parameters).toBe(409_600)
  })

  test('two filters each on three channels, two and three layers: 94 and 132, against 152 of one 5×5', () => {
    expect(calculate([32, 32, 3], stack(2, { filters: 2, kernel: 3, pad: 1 })).parameters).toBe(94)
    expect(calculate([32, 32, 3], stack(3, { filters: 2, kernel: 3, pad: 1 })).parameters).toBe(132)
  })
})

describe('1×1 convolutions save weights', () => {
  test('3×3×128×128 has 147,456; through 32 channels 4,096 + 36,864 = 40,960', () => {
    const bias = false
    expect(calculate([28, 28, 128], (x) => conv(x, 'c', { filters: 128, kernel: 3, pad: 1, bias })).parameters).toBe(
      147_456,
    )
    expect(calculate([28, 28, 128], (x) => conv(x, 'reduce', { filters: 32, kernel: 1, bias })).parameters).toBe(4096)
    expect(calculate([28, 28, 32], (x) => conv(x, 'c', { filters: 128, kernel: 3, pad: 1, bias })).parameters).toBe(
      36_864,
    )
    const both = (x: Map3) =>
      conv(conv(x, 'reduce', { filters: 32, kernel: 1, bias }), 'c', { filters: 128, kernel: 3, pad: 1, bias })
    expect(calculate([28, 28, 128], both).parameters).toBe(40_960)
  })

  test('the bottleneck 256→64→64→256 without biases has 69,632 (He et al. 2015, figure 5)', () => {
    const bottleneck = (x: Map3) => {
      let y = relu(conv(x, 'conv1', { filters: 64, kernel: 1, bias: false }))
      y = relu(conv(y, 'conv2', { filters: 64, kernel: 3, pad: 1, bias: false }))
      return relu(add(conv(y, 'conv3', { filters: 256, kernel: 1, bias: false }), x))
    }
    expect(calculate([56, 56, 256], bottleneck)).toMatchObject({ output: [56, 56, 256], parameters: 69_632 })
  })
})

/**
 * A small inception module on 32×32×3, all convolutions with biases. 180 = 12 + 84 + 84 is a 1×1 and two 3×3 branches
 * of three filters each: no other odd kernels have it, since 9 (a² + b² + c²) + 9 = 180 only for 1, 3 and 3; with a 5×5
 * it would be 324.
 */
describe('inception on 32×32×3', () => {
  const branch = (x: Map3, name: string, filters: number, kernel: number) =>
    relu(conv(x, name, { filters, kernel, pad: (kernel - 1) / 2 }))
  const pooled = (x: Map3) => maxPool(x, { kernel: 3, pad: 1 })

  test('naive, three filters a branch and the pooling’s three channels: 180 parameters, 12 channels', () => {
    const naive = (x: Map3) => concat([branch(x, 'a', 3, 1), branch(x, 'b', 3, 3), branch(x, 'c', 3, 3), pooled(x)])
    expect(calculate([32, 32, 3], naive)).toMatchObject({ output: [32, 32, 12], parameters: 180 })
  })

  // The two 3×3 branches are reduced to two channels and have two filters. A filter of the 1×1 branch and one of the
  // pooled branch's projection cost the same four parameters, so the figures leave open how those two branches share
  // their five.
  test.each([
    [2, 3],
    [3, 2],
  ])('with reductions, %i + 2 + 2 + %i filters: 112 parameters, 9 channels', (one, pool) => {
    const reduced = (x: Map3) =>
      concat([
        branch(x, 'a', one, 1),
        branch(branch(x, 'b.reduce', 2, 1), 'b', 2, 3),
        branch(branch(x, 'c.reduce', 2, 1), 'c', 2, 3),
        branch(pooled(x), 'd', pool, 1),
      ])
    expect(calculate([32, 32, 3], reduced)).toMatchObject({ output: [32, 32, 9], parameters: 112 })
  })
})

test('VGG-16’s table, layer by layer (CS231n, lecture 9; with biases)', () => {
  const table: [channels: number, filters: number, size: number, parameters: number][] = [
    [3, 64, 224, 1792],
    [64, 64, 224, 36_928],
    [64, 128, 112, 73_856],
    [128, 128, 112, 147_584],
    [128, 256, 56, 295_168],
    [256, 256, 56, 590_080],
    [256, 256, 56, 590_080],
    [256, 512, 28, 1_180_160],
    [512, 512, 28, 2_359_808],
    [512, 512, 28, 2_359_808],
    [512, 512, 14, 2_359_808],
    [512, 512, 14, 2_359_808],
    [512, 512, 14, 2_359_808],
  ]
  for (const [channels, filters, size, parameters] of table)
    expect(calculate([size, size, channels], (x) => conv(x, 'c', { filters, kernel: 3, pad: 1 }))).toMatchObject({
      output: [size, size, filters],
      parameters,
    })
  expect(calculate([7, 7, 512], (x) => dense(flatten(x), 'fc6', { units: 4096 })).parameters).toBe(102_764_544)
  expect(calculate([4096], (x) => dense(x, 'fc7', { units: 4096 })).parameters).toBe(16_781_312)
  expect(calculate([4096], (x) => dense(x, 'fc8', { units: 1000 })).parameters).toBe(4_097_000)
})

test('every layer of a dense block reads all maps before it: 6, 6 + 4, 6 + 8, … channels (Huang et al. 2016, section 3)', () => {
  const channels: number[] = []
  calculate([32, 32, 6], (x) => {
    let maps = x
    for (let i = 0; i < 4; i++) {
      channels.push(maps.shape[2])
      maps = concat([maps, conv(maps, `layer${i}`, { filters: 4, kernel: 3, pad: 1 })])
    }
    channels.push(maps.shape[2])
    return maps
  })
  expect(channels).toEqual([6, 10, 14, 18, 22])
})

test('a block from 256 to 64 channels that adds its input is refused, and told of the projection that would mend it', () => {
  const block = (shortcut: (x: Map3) => Map3) => (x: Map3) =>
    relu(
      add(
        conv(relu(conv(x, 'conv1', { filters: 64, kernel: 1 })), 'conv2', { filters: 64, kernel: 3, pad: 1 }),
        shortcut(x),
      ),
    )
  expect(() =>
    calculate(
      [56, 56, 256],
      block((x) => x),
    ),
  ).toThrow(
    'add on 56×56×64 and 56×56×256: both sides of a sum need one shape; ' +
      'a projection shortcut would give it, a 1×1 convolution of the second with 64 filters and ' +
      'stride 1 or of the first with 256 filters and stride 1',
  )
  expect(
    calculate(
      [56, 56, 256],
      block((x) => conv(x, 'projection', { filters: 64, kernel: 1 })),
    ).output,
  ).toEqual([56, 56, 64])
})
