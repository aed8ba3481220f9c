import { describe, expect, test } from 'vitest'
import { checkedWeights, checkWeights, conv, input, network, weights, WeightsError, type Tensor } from '@cnn/shapes'

const net = network('tiny', {
  y: conv(conv(input([8, 8, 3]), 'a', { filters: 4, kernel: 3 }), 'b', { filters: 2, kernel: 1 }),
})
const filled = () =>
  new Map<string, Tensor>(
    weights(net).map(({ name, shape }) => [name, { shape, data: new Float32Array(shape.reduce((x, y) => x * y)) }]),
  )

test('weights that fit pass', () => {
  expect(() => checkWeights(net, filled())).not.toThrow()
})

test('one error lists what is missing, what is left over and what has another shape', () => {
  const given = filled()
  given.delete('a.bias')
  given.set('c.weight', { shape: [1], data: new Float32Array(1) })
  given.set('b.weight', { shape: [2, 4, 3, 3], data: new Float32Array(72) })
  expect(() => checkWeights(net, given)).toThrow(
    new WeightsError(
      "the weights do not fit network 'tiny':\n" +
        '  1 missing: a.bias (4)\n' +
        '  1 left over: c.weight\n' +
        '  1 of another shape: b.weight is 2×4×3×3, not 2×4×1×1',
    ),
  )
})

test('a tensor with fewer values than its shape says is refused', () => {
  const given = filled()
  given.set('a.bias', { shape: [4], data: new Float32Array(3) })
  expect(() => checkWeights(net, given)).toThrow('a.bias has 3 values for 4')
})

test('a long list is cut', () => {
  const given = filled()
  for (let i = 0; i < 25; i++) given.set(`x${i}`, { shape: [1], data: new Float32Array(1) })
  expect(() => checkWeights(net, given)).toThrow('x9, and 15 more')
})

describe('one by one', () => {
  async function* coming(given: Iterable<[string, Tensor]>) {
    yield* given
  }
  async function checked(given: Iterable<[string, Tensor]>) {
    const through: (readonly [string, Tensor])[] = []
    for await (const entry of checkedWeights(net, coming(given))) through.push(entry)
    return through
  }

  test('weights that fit come through, in their order', async () => {
    const backwards = [...filled()].toReversed()
    expect(await checked(backwards)).toEqual(backwards)
  })

  test.each<[string, (given: [string, Tensor][]) => [string, Tensor][], string]>([
    ['missing', (given) => given.slice(1), '  1 missing: a.weight (4×3×3×3)'],
    ['of no layer', (given) => [['x', given[0]![1]], ...given], '  1 left over: x'],
    ['twice', (given) => [...given, given[0]!], '  1 there twice: a.weight'],
    [
      'of another shape',
      ([first, ...rest]) => [[first![0], { ...first![1], shape: [1] }], ...rest],
      '  1 of another shape: a.weight is 1, not 4×3×3×3',
    ],
    [
      'too short',
      ([first, ...rest]) => [[first![0], { ...first![1], data: new Float32Array(3) }], ...rest],
      '  1 of another shape: a.weight has 3 values for 4×3×3×3',
    ],
  ])('%s is an error', async (_, change, complaint) => {
    await expect(checked(change([...filled()]))).rejects.toThrow(
      new WeightsError(`the weights do not fit network 'tiny':\n${complaint}`),
    )
  })
})
