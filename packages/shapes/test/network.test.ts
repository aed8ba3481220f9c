import { expect, test } from 'vitest'
import {
  add,
  concat,
  conv,
  dense,
  globalAveragePool,
  input,
  network,
  params,
  relu,
  select,
  type FeatureMap,
  type Network,
  type Node,
} from '../src/index.ts'

const x = input([8, 8, 3])
const one = conv(x, 'one', { filters: 4, kernel: 3 })
const two = conv(one, 'two', { filters: 4, kernel: 3 })

const head = (from: Node<FeatureMap>, name: string) => dense(globalAveragePool(from), name, { units: 5 })

test('collects every node once, after all that it reads', () => {
  const shared = relu(one)
  const net = network('n', { y: add(shared, shared) })
  expect(net.nodes.map(({ kind }) => kind)).toEqual(['input', 'conv', 'activation', 'add'])
  expect(net.input).toBe(x)
})

test('leaves out what no output needs', () => {
  expect(network('n', { y: one }).nodes).not.toContain(two)
})

test('refuses two layers of one name', () => {
  const again = conv(one, 'one', { filters: 4, kernel: 3 })
  expect(() => network('n', { y: again })).toThrow("network 'n' has two layers named 'one'; give each its own name")
})

test('refuses no input and two', () => {
  expect(() => network('n', {})).toThrow("network 'n' has no output; give at least { logits }")
  const other = conv(input([8, 8, 3]), 'other', { filters: 4, kernel: 3 })
  expect(() => network('n', { y: add(one, other) })).toThrow("network 'n' has 2 inputs; build it on one input(…)")
})

test('select keeps the named outputs and prunes what only the others need', () => {
  const net = network('n', { logits: head(one, 'fc'), aux: head(two, 'aux.fc') })
  // conv one: 4 · 3 · 9 + 4 = 112; two: 4 · 4 · 9 + 4 = 148; a head: 5 · 4 + 5 = 25.
  expect(params(net)).toBe(310)
  expect(params(select(net, 'logits'))).toBe(137)
  expect(Object.keys(select(net, 'aux').outputs)).toEqual(['aux'])
  expect(select(net, 'aux').nodes).toHaveLength(5)
})

test.each(['nothing', 'constructor', '__proto__'])('select of %s, which is no output', (name) => {
  expect(() => select(network('n', { logits: one }), name)).toThrow(
    `network 'n' has no output '${name}'; it has logits`,
  )
})

test('a graph may be deep, and a node may read very many', () => {
  let deep: Node<FeatureMap> = x
  for (let i = 0; i < 20_000; i++) deep = relu(deep)
  expect(network('deep', { deep }).nodes).toHaveLength(20_001)
  const wide = concat(Array.from({ length: 200_000 }, () => x))
  expect(network('wide', { wide }).nodes).toHaveLength(2)
})

test('joins that fan out do not take exponential time', () => {
  let y: Node<FeatureMap> = x
  for (let i = 0; i < 200; i++) y = add(relu(y), y)
  expect(network('fan', { y }).nodes).toHaveLength(401)
})

test('the names of outputs are part of the type', () => {
  const image = input([4, 4, 1])
  const net = network('n', { map: image, again: image })
  expect(net.outputs.map.shape).toEqual([4, 4, 1])
  expect(select(net, 'again').outputs.again).toBe(net.outputs.again)
  // @ts-expect-error: there is no such output, which the compiler knows.
  expect(net.outputs.logits).toBeUndefined()
  const ofFile: Network = net
  // @ts-expect-error: of a network from elsewhere nothing is known.
  expect(ofFile.outputs['map'].shape).toEqual([4, 4, 1])
})
