/** @file The fields of all maps at once, and where the paths of one that is not aligned part. */

import { expect, test } from 'vitest'
import {
  add,
  concat,
  dense,
  globalAveragePool,
  input,
  maxPool,
  network,
  receptiveField,
  receptiveFields,
  relu,
  ShapeError,
} from '../../src/index.ts'
import { image, window } from './image.ts'

test('every map has its field, vectors have none', () => {
  const stem = window({ kernel: 7, stride: 2, pad: 3 }, image, 'conv1')
  const pooled = maxPool(stem, { kernel: 3, stride: 2, pad: 1 })
  const net = network('n', { logits: dense(globalAveragePool(pooled), 'fc', { units: 2 }) })
  const fields = receptiveFields(net)
  expect([...fields.keys()]).toEqual([image, stem, pooled])
  // The stem of ResNet: 7 pixels every 2, then 11 every 4, reaching 3 and then 5 pixels out.
  expect(fields.get(stem)).toEqual({ size: [7, 7], stride: [2, 2], centre: [0, 0], padding: [3, 3], aligned: true })
  expect(fields.get(pooled)).toEqual({ size: [11, 11], stride: [4, 4], centre: [0, 0], padding: [5, 5], aligned: true })
  for (const [node, field] of fields) expect(field).toMatchObject({ ...receptiveField(net, node) })
})

test('without padding the first element starts inside: effective padding 0, centre 2', () => {
  const net = network('n', { y: window({ kernel: 5 }) })
  expect(receptiveFields(net).get(net.outputs['y'])).toMatchObject({ centre: [2, 2], padding: [0, 0] })
  const cropped = network('n', { y: add(window({ kernel: 3, pad: [0, 1, 2, 1] }), image) })
  expect(receptiveFields(cropped).get(cropped.outputs['y'])).toMatchObject({ padding: [0, 1], aligned: false })
})

test('a parting is named where the paths part and where they meet, and stays with what comes after', () => {
  const stem = relu(window({ kernel: 3, pad: 1 }, image, 'stem'))
  const even = window({ kernel: 2, pad: [0, 1, 1, 0] }, relu(window({ kernel: 1 }, stem, 'a')), 'even')
  const sum = add(window({ kernel: 3, pad: 1 }, stem, 'odd'), even)
  const after = window({ kernel: 3, pad: 1 }, sum, 'after')
  const net = network('n', { y: add(after, sum) })
  const fields = receptiveFields(net)
  const parting = { from: 'activation1', at: 'add1' }
  expect(fields.get(stem)).not.toHaveProperty('parting')
  expect(fields.get(sum)).toMatchObject({ aligned: false, parting })
  expect(fields.get(after)).toMatchObject({ aligned: false, parting })
  expect(fields.get(net.outputs['y'])).toMatchObject({ aligned: false, parting })
})

test('a shortcut parts at the block’s input; of many paths the first that does not agree counts', () => {
  const small = input([4, 4, 4])
  const strided = window({ kernel: 1, stride: 2 }, small, 'strided')
  const net = network('n', {
    y: concat([window({ kernel: 3 }, small, 'a'), window({ kernel: 3 }, small, 'b'), strided]),
  })
  expect(receptiveFields(net).get(net.outputs['y'])?.parting).toEqual({ from: 'input1', at: 'concat1' })
  const shortcut = network('n', { y: add(window({ kernel: 2, pad: [0, 1, 1, 0] }, small), small) })
  expect(receptiveFields(shortcut).get(shortcut.outputs['y'])?.parting).toEqual({ from: 'input1', at: 'add1' })
})

test('a node of another network is refused', () => {
  const net = network('n', { y: window({ kernel: 3 }) })
  expect(() => receptiveField(net, window({ kernel: 3 }))).toThrow(ShapeError)
  expect(receptiveFields(net).get(window({ kernel: 3 }))).toBeUndefined()
})

test('a thousand blocks deep', () => {
  let x = window({ kernel: 3, pad: 1 }, image, 'stem')
  for (let i = 0; i < 1000; i++) x = add(window({ kernel: 3, pad: 1 }, x, `conv${i}`), x)
  expect(receptiveField(network('n', { x }))).toEqual({
    size: [2003, 2003],
    stride: [1, 1],
    centre: [0, 0],
    aligned: true,
  })
})
