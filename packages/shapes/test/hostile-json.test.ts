/** @file Whatever the JSON is, `fromJSON` gives the network that is written there, or throws ShapeError. Nothing else, and soon. */

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fromJSON,
  input,
  macs,
  memory,
  network,
  params,
  receptiveField,
  ShapeError,
  summary,
  toJSON,
} from '../src/index.ts'
import { everything } from './everything.ts'

const valid = JSON.stringify(toJSON(everything))

/** The network, or undefined where it was refused as it should be. */
function read(json: unknown) {
  try {
    return fromJSON(json)
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error
    expect(error.message.length).toBeLessThan(2000)
    return undefined
  }
}

/** What is written, each node with what it reads in full, so that the order of nodes does not matter. */
function unfold({ nodes, outputs }: Raw): string {
  const tree = (at: number): unknown => {
    const { kind, name, attrs, inputs, shape } = nodes[at]!
    return [kind, name, Object.entries(attrs).sort(([a], [b]) => (a < b ? -1 : 1)), inputs.map(tree), shape]
  }
  return JSON.stringify(Object.entries(outputs).map(([name, at]) => [name, tree(at)]))
}

interface Raw {
  nodes: { kind: unknown; name?: unknown; attrs: object; inputs: number[]; shape: unknown }[]
  outputs: Record<string, number>
}

test('any JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(read(json)).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})

test('any value in each place of the format', () => {
  const anything = fc.jsonValue()
  const node = fc.record({
    kind: fc.constantFrom(...everything.nodes.map(({ kind }) => kind)),
    attrs: fc.anything(),
    inputs: anything,
    shape: anything,
  })
  const anyJson = fc.record({
    format: fc.constant('cnn-graph'),
    version: fc.constant(1),
    name: fc.string(),
    nodes: fc.array(node),
    outputs: anything,
  })
  fc.assert(
    fc.property(anyJson, (json) => {
      expect(read(json)).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})

/** Replaces, removes or repeats one value somewhere in the JSON: the `at`-th on a walk through all of it. */
function mutate(json: unknown, at: number, how: 'replace' | 'remove' | 'repeat', value: unknown): unknown {
  const places: [Record<string, unknown> | unknown[], string][] = []
  const walk = (parent: unknown) => {
    if (typeof parent !== 'object' || parent === null) return
    for (const [key, child] of Object.entries(parent)) {
      places.push([parent as Record<string, unknown>, key])
      walk(child)
    }
  }
  walk(json)
  if (places.length === 0) return json
  const [parent, key] = places[at % places.length]!
  if (Array.isArray(parent)) {
    const i = Number(key)
    if (how === 'remove') parent.splice(i, 1)
    else if (how === 'repeat') parent.splice(i, 0, parent[i])
    else parent[i] = value
  } else if (how === 'remove') delete parent[key]
  else parent[key] = value
  return json
}

const nasty = fc.oneof(
  fc.jsonValue(),
  fc.nat(20),
  fc.constantFrom<unknown>(
    -1,
    0.5,
    2 ** 31,
    2 ** 53,
    1e300,
    '3',
    '__proto__',
    'constructor',
    'relu',
    [],
    [[]],
    {},
    [1, 1, 1],
    true,
    null,
  ),
)
const mutation = fc.tuple(
  fc.nat(10_000),
  fc.constantFrom('replace' as const, 'remove' as const, 'repeat' as const),
  nasty,
)

test('a valid network with any value replaced, removed or repeated', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const json = mutations.reduce(
        (before, [at, how, value]) => mutate(before, at, how, structuredClone(value)),
        JSON.parse(valid) as unknown,
      )
      const text = JSON.stringify(json)
      const net = read(json)
      if (!net) return
      accepted++
      expect(unfold(JSON.parse(JSON.stringify(toJSON(net))) as Raw)).toBe(unfold(JSON.parse(text) as Raw))
      for (const count of [params(net), macs(net), memory(net).peak, receptiveField(net).size[0], summary(net).length])
        expect(count).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 5000 },
  )
  // A name or an ε can be another; else the test would show nothing.
  expect(accepted).toBeGreaterThan(0)
})

const edit = (change: (json: any) => void): unknown => {
  const json: unknown = JSON.parse(valid)
  change(json)
  return json
}

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

test('an output named __proto__ is an output', () => {
  const text = valid.replace('"features":', '"__proto__":')
  const net = fromJSON(JSON.parse(text))
  expect(Object.keys(net.outputs)).toEqual(['logits', '__proto__', 'codes', 'pooled'])
  expect(JSON.stringify(toJSON(net))).toBe(text)
  expect(Object.getPrototypeOf(net.outputs)).toBe(Object.prototype)
})

test('sizes at the limit of whole numbers take no time, and are refused in a file', () => {
  const most = Number.MAX_SAFE_INTEGER
  const json = edit((raw) => {
    raw.nodes = [{ kind: 'input', attrs: { shape: [most, most, 1] }, inputs: [], shape: [most, most, 1] }]
    raw.outputs = { image: 0 }
  })
  expect(memory(network('x', { image: input([most, most, 1]) })).peak).toBe(4 * most * most)
  expect(read(json)).toBeUndefined()
})

test('nesting deeper than the stack', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  expect(read(deep)).toBeUndefined()
  for (const key of ['format', 'name', 'nodes', 'outputs'])
    expect(read(edit((json) => (json[key] = deep)))).toBeUndefined()
  for (const key of ['kind', 'name', 'attrs', 'inputs', 'shape'])
    expect(read(edit((json) => (json.nodes[1][key] = deep)))).toBeUndefined()
  expect(read(edit((json) => (json.nodes[1].attrs.pad = deep)))).toBeUndefined()
})

test('a node that reads very many', () => {
  const wide = edit((json) => {
    json.nodes = [
      json.nodes[0],
      { kind: 'concat', attrs: {}, inputs: Array.from({ length: 300_000 }, () => 0), shape: [9, 9, 1_200_000] },
    ]
    json.outputs = { wide: 1 }
  })
  expect(read(wide)?.outputs['wide']?.shape).toEqual([9, 9, 1_200_000])
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
