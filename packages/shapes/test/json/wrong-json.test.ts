/** @file What `fromJSON` says of a graph that is none, and of one that is too large. */

import { expect, test } from 'vitest'
import { fromJSON, macs, params, ShapeError, summary } from '../../src/index.ts'
import { edit } from './edit-json.ts'

test.each<[string, (json: any) => void, RegExp]>([
  ['another format', (json) => (json.format = 'onnx'), /not a graph of format 'cnn-graph', version 1, but "onnx", 1/],
  ['another version', (json) => (json.version = '1'), /but "cnn-graph", "1"/],
  ['no nodes', (json) => (json.nodes = []), /must be the position of an earlier node, below 0/],
  ['nodes that are no list', (json) => (json.nodes = { length: 3 }), /'nodes' is .*; it must be a list/],
  ['an unknown kind', (json) => (json.nodes[1].kind = 'softmax'), /node 1 is of kind "softmax"; known are input, conv/],
  ['kind constructor', (json) => (json.nodes[1].kind = 'constructor'), /of kind "constructor"; known are/],
  ['kind __proto__', (json) => (json.nodes[1].kind = '__proto__'), /of kind "__proto__"; known are/],
  [
    'a node that reads itself',
    (json) => (json.nodes[1].inputs = [1]),
    /an input of node 1 is 1; it must be .* below 1/,
  ],
  ['a forward reference', (json) => (json.nodes[1].inputs = [5]), /an input of node 1 is 5/],
  ['a position of text', (json) => (json.nodes[1].inputs = ['0']), /an input of node 1 is "0"/],
  ['position length', (json) => (json.nodes[1].inputs = ['length']), /an input of node 1 is "length"/],
  ['an input too many', (json) => (json.nodes[1].inputs = [0, 0]), /node 1, conv, has 2 inputs; it takes 1/],
  ['an input with inputs', (json) => (json.nodes[0].inputs = [0]), /node 0, input, has 1 inputs; it takes 0/],
  [
    'text for a number',
    (json) => (json.nodes[1].attrs.filters = '4'),
    /node 1: filters of conv 'a' is 4; it must be a whole number/,
  ],
  ['text for ε', (json) => (json.nodes[2].attrs.epsilon = '1'), /epsilon is 1; it must be a finite number/],
  ['no ε', (json) => (json.nodes[2].attrs.epsilon = null), /epsilon is null/],
  [
    'text for a switch',
    (json) => (json.nodes[1].attrs.bias = 'false'),
    /bias of node 1 is "false"; it must be true or false/,
  ],
  [
    'an attribute too many',
    (json) => (json.nodes[1].attrs.toString = 1),
    /attrs of node 1, conv: .* was given, where .* follows/,
  ],
  ['an attribute too few', (json) => delete json.nodes[1].attrs.groups, /attrs of node 1, conv/],
  [
    'an activation that is none',
    (json) => (json.nodes[1].attrs.activation = 'gelu'),
    /activation of node 1 is "gelu"; known is "relu"/,
  ],
  [
    'an activation that no layer computes',
    (json) => (json.nodes[1].attrs.activation = 'tanh'),
    /activation of node 1 is "tanh"; known is "relu"/,
  ],
  ['three sides of padding', (json) => (json.nodes[1].attrs.pad = [0, 1, 2]), /node 1: pad of conv 'a' has 3 numbers/],
  [
    'a shape that does not follow',
    (json) => (json.nodes[1].shape = [5, 5, 8]),
    /shape of node 1, conv: \[5,5,8\] was given, where \[5,5,4\] follows/,
  ],
  [
    'a name where there is none',
    (json) => (json.nodes[0].name = 'x'),
    /name of node 0, input: "x" was given, where undefined follows/,
  ],
  ['huge sizes', (json) => (json.nodes[0].attrs.shape = [1e300, 1e300, 4]), /height is 1e\+300/],
  ['two layers of one name', (json) => (json.nodes[2].name = 'a'), /two layers named 'a'/],
  ['no output', (json) => (json.outputs = {}), /has no output/],
  ['outputs in a list', (json) => (json.outputs = [0]), /'outputs' is \[0\]; it must be an object/],
  ['a node for nothing', (json) => delete json.outputs.features, /1 of 23 nodes serve no output; leave them out/],
])('%s', (_, change, message) => {
  expect(() => fromJSON(edit(change))).toThrow(ShapeError)
  expect(() => fromJSON(edit(change))).toThrow(message)
})

const pooled = (from: number, to: number) => ({
  format: 'cnn-graph',
  version: 1,
  name: 'x',
  nodes: [
    { kind: 'input', attrs: { shape: [from, 1, 1] }, inputs: [], shape: [from, 1, 1] },
    {
      kind: 'adaptiveAvgPool',
      attrs: { size: [to, 1], kernel: [2, 1], stride: [1, 1], dilation: [1, 1], pad: [0, 0, 0, 0] },
      inputs: [0],
      shape: [to, 1, 1],
    },
  ],
  outputs: { logits: 1 },
})

// Both were files of 320 bytes that took gigabytes and ended the process.
test.each([1_000_000_000, 30_000_000])('a pooling to %i pixels is refused by its size', (count) => {
  expect(() => fromJSON(pooled(count + 1, count))).toThrow(
    new ShapeError(`node 0, input, is ${count + 1} pixels long; at most 1048576 are read`),
  )
})

test('the longest side that is read is answered by all that walk the graph', () => {
  const net = fromJSON(pooled(2 ** 20, 2 ** 20 - 1))
  expect([macs(net), params(net), summary(net).length]).toEqual([expect.any(Number), 0, 2])
})

test('values, weights and nodes beyond what any backend holds are refused', () => {
  const wide = { kind: 'input', attrs: { shape: [2 ** 20, 2 ** 10, 2] }, inputs: [], shape: [2 ** 20, 2 ** 10, 2] }
  const net = { format: 'cnn-graph', version: 1, name: 'x', nodes: [wide], outputs: { logits: 0 } }
  expect(() => fromJSON(net)).toThrow('node 0, input, has 2147483648 values; at most 1073741824 are read')
  expect(() => fromJSON({ ...net, nodes: Array.from({ length: 100_001 }, () => wide) })).toThrow(
    'the network has 100001 nodes',
  )
})
