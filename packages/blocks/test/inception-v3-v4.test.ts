import { input, network, params, type Node } from '@cnn/shapes'
import { expect, test } from 'vitest'
import * as blocks from '../src/index.ts'

const count = (node: Node): number => params(network('n', { node }))

/** Parameters of torchvision's modules on those maps: sum of `numel()` of `parameters()`. */
test.each([
  ['A on 192', blocks.inceptionV3A(input([35, 35, 192]), 'm', { pool: 32 }), [35, 35, 256], 255_904],
  ['A on 288', blocks.inceptionV3A(input([35, 35, 288]), 'm', { pool: 64 }), [35, 35, 288], 285_152],
  ['B', blocks.inceptionV3B(input([35, 35, 288]), 'm'), [17, 17, 768], 1_153_280],
  ['C', blocks.inceptionV3C(input([17, 17, 768]), 'm', { narrow: 128 }), [17, 17, 768], 1_297_408],
  ['D', blocks.inceptionV3D(input([17, 17, 768]), 'm'), [8, 8, 1280], 1_698_304],
  ['E', blocks.inceptionV3E(input([8, 8, 1280]), 'm'), [8, 8, 2048], 5_044_608],
  ['the head', blocks.inceptionV3Auxiliary(input([17, 17, 768]), 'm', { classes: 1000 }), [1000], 3_326_696],
] as const)('module %s of Inception-v3', (_, node, shape, parameters) => {
  expect(node.shape).toEqual(shape)
  expect(count(node)).toBe(parameters)
})

/** Parameters of benchmarks/proofs/goldens/inception_v4.py, written from the paper's figures. */
test.each([
  ['the stem', blocks.inceptionV4Stem(input([299, 299, 3]), 'm'), [35, 35, 384], 605_728],
  ['A', blocks.inceptionV4A(input([35, 35, 384]), 'm'), [35, 35, 384], 317_632],
  ['reduction A', blocks.inceptionV4ReductionA(input([35, 35, 384]), 'm'), [17, 17, 1024], 2_306_112],
  ['B', blocks.inceptionV4B(input([17, 17, 1024]), 'm'), [17, 17, 1024], 2_936_256],
  ['reduction B', blocks.inceptionV4ReductionB(input([17, 17, 1024]), 'm'), [8, 8, 1536], 2_747_392],
  ['C', blocks.inceptionV4C(input([8, 8, 1536]), 'm'), [8, 8, 1536], 4_553_088],
] as const)('%s of Inception-v4', (_, node, shape, parameters) => {
  expect(node.shape).toEqual(shape)
  expect(count(node)).toBe(parameters)
})

test('padding leaves half of a small map, and width scales the filters', () => {
  expect(blocks.inceptionV3B(input([4, 4, 72]), 'm', { pad: 1, width: 0.25 }).shape).toEqual([2, 2, 96 + 24 + 72])
  expect(blocks.inceptionV4Stem(input([32, 32, 3]), 'm', { pad: 1 }).shape).toEqual([4, 4, 384])
})
