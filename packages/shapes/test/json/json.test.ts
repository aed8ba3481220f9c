import { expect, test } from 'vitest'
import { fromJSON, network, toJSON } from '../../src/index.ts'
import { everything } from '../everything.ts'
import { conv, dense, globalAveragePool, input } from '../../src/index.ts'

test('the format', () => {
  const x = conv(input([8, 8, 3]), 'conv1', { filters: 2, kernel: 3, stride: 2, pad: [0, 1], bias: false })
  expect(toJSON(network('tiny', { logits: dense(globalAveragePool(x), 'fc', { units: 4 }) }))).toEqual({
    format: 'cnn-graph',
    version: 1,
    name: 'tiny',
    nodes: [
      { kind: 'input', attrs: { shape: [8, 8, 3] }, inputs: [], shape: [8, 8, 3] },
      {
        kind: 'conv',
        name: 'conv1',
        attrs: {
          filters: 2,
          groups: 1,
          bias: false,
          kernel: [3, 3],
          stride: [2, 2],
          dilation: [1, 1],
          pad: [0, 1, 0, 1],
        },
        inputs: [0],
        shape: [3, 4, 2],
      },
      { kind: 'globalAveragePool', attrs: {}, inputs: [1], shape: [2] },
      { kind: 'dense', name: 'fc', attrs: { units: 4, bias: true }, inputs: [2], shape: [4] },
    ],
    outputs: { logits: 3 },
  })
})

test('a network with every operation comes back from its JSON text', () => {
  const json = toJSON(everything)
  const back = fromJSON(JSON.parse(JSON.stringify(json)))
  expect(toJSON(back)).toEqual(json)
  // Not only its attributes: its rules too, which no JSON holds.
  expect(back.nodes.map(({ rule }) => rule)).toEqual(everything.nodes.map(({ rule }) => rule))
})

test('the order of keys does not matter', () => {
  const turned: unknown = JSON.parse(JSON.stringify(toJSON(everything)), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value,
  )
  expect(fromJSON(turned).nodes).toHaveLength(everything.nodes.length)
})
