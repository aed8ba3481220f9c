/** @file What every network of the zoo keeps to. */

import { fromJSON, params, paramsOf, select, toJSON, weights } from '@cnn/shapes'
import { describe, expect, test } from 'vitest'
import { zoo } from '../src/index.ts'

test('ids are unique', () => {
  expect(new Set(zoo.map(({ id }) => id)).size).toBe(zoo.length)
})

describe.each(zoo)('$id', ({ id, build, published }) => {
  const net = build()
  const defaults = build({
    classes: net.outputs['logits'].shape[0],
    size: net.input.shape[0],
    channels: net.input.shape[2],
  })

  test('is named by its id and has logits', () => {
    expect(net.name).toBe(id)
    expect(Object.keys(net.outputs)[0]).toBe('logits')
    expect(net.outputs['logits'].shape).toHaveLength(1)
  })

  test('two builds are equal, and so is one with the defaults spelt out', () => {
    expect(toJSON(build())).toEqual(toJSON(net))
    expect(toJSON(build({}))).toEqual(toJSON(net))
    expect(toJSON(defaults)).toEqual(toJSON(net))
  })

  test('comes back from its JSON', () => {
    const json = toJSON(net)
    expect(toJSON(fromJSON(JSON.parse(JSON.stringify(json))))).toEqual(json)
  })

  test('no two tensors have one name', () => {
    const names = weights(net).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('every output has as many units as there are classes, and nothing else changes', () => {
    const other = build({ classes: 7 })
    for (const output of Object.values(other.outputs)) expect(output.shape).toEqual([7])
    const classes = net.outputs['logits'].shape[0]
    // Network in network has a map for each class before the mean of each.
    for (const [i, { shape }] of other.nodes.entries()) {
      const before = net.nodes[i]!.shape
      const after = before.at(-1) === classes && shape.at(-1) === 7 ? [...before.slice(0, -1), 7] : before
      expect(shape).toEqual(after)
    }
  })

  test('size and channels of the image are those asked for', () => {
    const size = net.input.shape[0] + 32
    const other = build({ size, channels: 2 })
    expect(other.input.shape).toEqual([size, size, 2])
    expect(weights(other)).toHaveLength(weights(net).length)
    const first = (of: typeof net) => of.nodes.find(({ kind }) => kind === 'conv')!
    expect(first(other).inputs[0]!.shape[2]).toBe(2)
    expect(paramsOf(first(other))).not.toBe(paramsOf(first(net)))
  })

  test('heads prune: with logits alone nothing of them is left', () => {
    const pruned = select(net, 'logits')
    expect(Object.keys(pruned.outputs)).toEqual(['logits'])
    expect(weights(pruned).filter(({ name }) => /^aux/i.test(name))).toEqual([])
    const heads = weights(net).filter(({ name }) => /^aux/i.test(name))
    expect(heads.length > 0).toBe(Object.keys(net.outputs).length > 1)
    expect(weights(pruned).length + heads.length).toBe(weights(net).length)
    if (heads.length > 0) expect(params(pruned)).toBeLessThan(params(net))
  })

  test('a published accuracy says by which protocol, and who published it', () => {
    if (!published) return
    expect(published.protocol).not.toBe('')
    expect(published.source).not.toBe('')
    for (const accuracy of [published.top1, published.top5].filter((value) => value !== undefined)) {
      expect(accuracy).toBeGreaterThan(50)
      expect(accuracy).toBeLessThan(100)
    }
  })
})
