/** @file Weights of a graph that is not the usual one are taken for their own variant, or refused. */

import { weights as weightsOf, type Tensor } from '@cnn/shapes'
import { inceptionV3 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import {
  findScheme,
  fitCheckpoint,
  fitWeights,
  hashedWeights,
  kerasInceptionV3,
  tellVariant,
  torchvision,
  variantOf,
} from '@cnn/weights'

const small = { size: 75, width: 1 / 16, heads: false }
const usual = inceptionV3(small)

/** The names and the layout of Keras, of one network with fewer filters. */
function asKeras(): Map<string, Tensor> {
  const keras = new Map<string, Tensor>()
  let [conv, norm] = [0, 0]
  for (const { name, shape, node } of weightsOf(usual)) {
    const part = name.slice(name.lastIndexOf('.') + 1)
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.01)
    if (node.kind === 'conv') {
      const [out, into, height, width] = shape
      keras.set(`conv2d_${++conv}/kernel`, { shape: [height!, width!, into!, out!], data })
    } else if (node.kind === 'dense')
      keras.set(
        `predictions/${part === 'weight' ? 'kernel' : 'bias'}`,
        part === 'weight' ? { shape: shape.toReversed(), data } : { shape, data },
      )
    else if (part !== 'weight') {
      if (part === 'bias') norm++
      const theirs = { bias: 'beta', running_mean: 'moving_mean', running_var: 'moving_variance' }[part]!
      keras.set(`batch_normalization_${norm}/${theirs}`, { shape, data })
    }
  }
  return keras
}

test("TensorFlow's average poolings count no padding: Keras's weights are refused for torchvision's graph, and fit their own", () => {
  const given = asKeras()
  const scheme = findScheme(usual, given)
  expect(scheme.id).toBe('keras-inception-v3')
  expect(() => fitWeights(usual, given, scheme)).toThrow(
    /whose average poolings do not count their padding.*countPadding: false/,
  )
  const variant = variantOf({ metadata: {} }, scheme)
  expect(variant).toEqual({ countPadding: false })
  const theirs = inceptionV3({ ...small, ...variant })
  expect(
    theirs.nodes.filter(({ kind, attrs }) => kind === 'avgPool' && 'countPadding' in attrs && attrs.countPadding),
  ).toEqual([])
  expect(fitWeights(theirs, given, scheme).size).toBe(weightsOf(theirs).length)
})

test('under our own names, the file tells its variant', () => {
  const metadata = tellVariant(kerasInceptionV3.variant!)
  expect(variantOf({ metadata }, torchvision)).toEqual({ countPadding: false })
  expect(tellVariant({})).toEqual({})
  expect(variantOf({ metadata: {} }, torchvision)).toEqual({})
  expect(fitWeights(usual, hashedWeights(usual)).size).toBe(weightsOf(usual).length)
  const wrong = { variant: '{"countPadding":7}' }
  expect(() => variantOf({ metadata: wrong }, torchvision)).toThrow(
    /metadata 'variant' are .*must be \{"countPadding":true\} or false/,
  )
})

test('by their order too: in the layout of TensorFlow average poolings count no padding', () => {
  const wide = inceptionV3({ size: 75, width: 1 / 8, heads: false })
  const checkpoint = (net: typeof usual) => ({
    weights: new Map(
      [...weightsOf(net)].map(({ shape }, i) => {
        const [out, into, height, width] = shape
        const turned = shape.length === 4 ? [height!, width!, into!, out!] : shape.toReversed()
        return [`variable ${i}`, { shape: turned, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) }]
      }),
    ),
    metadata: {},
    skipped: [],
  })
  expect(() => fitCheckpoint(wide, checkpoint(wide), { byOrder: true })).toThrow(
    /weights of TensorFlow .* do not count their padding/,
  )
  const theirs = inceptionV3({ size: 75, width: 1 / 8, heads: false, countPadding: false })
  expect(fitCheckpoint(theirs, checkpoint(theirs), { byOrder: true }).scheme.id).toBe('TensorFlow')
})
