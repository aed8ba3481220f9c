import { expect, test } from 'vitest'
import {
  add,
  conv,
  dense,
  globalAveragePool,
  input,
  lastUses,
  memory,
  memoryTable,
  network,
  relu,
  trainingMemory,
} from '../../src/index.ts'

/** A residual block on 4×4×2, 32 elements, whose inside is 4×4×8, 128 elements. */
const x = input([4, 4, 2])
const wide = conv(x, 'wide', { filters: 8, kernel: 3, pad: 1, bias: false })
const hidden = relu(wide)
const narrow = conv(hidden, 'narrow', { filters: 2, kernel: 3, pad: 1, bias: false })
const head = (from: typeof x) => dense(globalAveragePool(relu(from)), 'fc', { units: 3 })

test('the peak of a residual block: the shortcut stays alive', () => {
  // x 32; wide 32 + 128; ReLU 32 + 128 + 128, the most; narrow 32 + 128 + 32; sum 32 + 32 + 32; then 64, 34, 5.
  expect(memory(network('n', { logits: head(add(narrow, x)) }))).toEqual({
    parameters: 4 * (144 + 144 + 9),
    activations: 4 * (32 + 128 + 128 + 32 + 32 + 32 + 2 + 3),
    peak: 4 * 288,
  })
})

test('without the shortcut its 32 elements are free', () => {
  expect(memory(network('n', { logits: head(narrow) })).peak).toBe(4 * 256)
})

test('outputs stay', () => {
  // wide 128 + ReLU 128 + narrow 32 + (then) its ReLU 32, pooled 2, logits 3: wide cannot be freed.
  expect(memory(network('n', { logits: head(narrow), wide })).peak).toBe(4 * 288)
  expect(lastUses(network('n', { wide, narrow })).has(wide)).toBe(false)
})

test('a value read twice by one node is freed once', () => {
  // ReLU 32 + 32, sum 32 + 32, ReLU 32 + 32 and so on: never more than two.
  expect(memory(network('n', { y: relu(add(relu(x), relu(x))) })).peak).toBe(4 * 96)
  const y = relu(x)
  expect(memory(network('n', { y: relu(add(y, y)) })).peak).toBe(4 * 64)
})

test('half precision takes half', () => {
  const net = network('n', { logits: head(narrow) })
  expect(memory(net, { bytes: 2 }).peak).toBe(memory(net).peak / 2)
  expect(memory(net, { bytes: 2 }).parameters).toBe(2 * 297)
})

test('the last use is by the last reader', () => {
  const sum = add(narrow, x)
  const uses = lastUses(network('n', { sum }))
  expect(uses.get(x)).toBe(sum)
  expect(uses.get(wide)).toBe(hidden)
  expect(uses.has(sum)).toBe(false)
})

test('types have their bytes; a size in bytes goes before a type', () => {
  const net = network('n', { logits: head(narrow) })
  expect(
    ['float32', 'float16', 'bfloat16', 'int8'].map((type) => memory(net, { type: type as 'int8' }).parameters),
  ).toEqual([4 * 297, 2 * 297, 2 * 297, 297])
  expect(memory(net, { type: 'int8', bytes: 8 }).parameters).toBe(8 * 297)
})

test('a type that is not known, and a size that is none, are refused by all that count memory', () => {
  const net = network('n', { logits: head(narrow) })
  for (const count of [memory, memoryTable, trainingMemory]) {
    expect(() => count(net, { type: 'float64' as 'int8' })).toThrow(
      "unknown type 'float64'; known are float32, float16, bfloat16, int8, and bytes says the size of any other",
    )
    expect(() => count(net, { type: 'toString' as 'int8' })).toThrow("unknown type 'toString'")
    expect(() => count(net, { bytes: Number.NaN })).toThrow('bytes is NaN; it must be a number above 0')
    expect(() => count(net, { bytes: 0 })).toThrow('bytes is 0; it must be a number above 0')
    expect(() => count(net, { type: 'float64' as 'int8', bytes: 8 })).not.toThrow()
  }
})
