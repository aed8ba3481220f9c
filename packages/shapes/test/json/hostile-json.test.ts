/**
 * @file Whatever the JSON is, `fromJSON` gives the network that is written there, or throws ShapeError. Nothing else,
 * and soon.
 */

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
} from '../../src/index.ts'
import { edit, valid } from './edit-json.ts'
import { everything } from '../everything.ts'

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
