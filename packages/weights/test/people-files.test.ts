/**
 * @file Checkpoints as people have them, of which public reports tell: each kind with the weights that PyTorch printed.
 */

import { batchNorm, conv, dense, globalAveragePool, input, network, type Tensor } from '@cnn/shapes'
import { fitCheckpoint, FormatError, readKeras, readPyTorch, readWeights } from '@cnn/weights'
import { expect, test } from 'vitest'
import { file, tiny } from './files.ts'

const layers = batchNorm(conv(input([5, 5, 2]), 'conv', { filters: 3, kernel: 3, bias: false }), 'bn')
const net = network('tiny', { logits: dense(globalAveragePool(layers), 'fc', { units: 2 }) })
const checkpoint = (entries: Iterable<readonly [string, Tensor]>) => ({
  weights: new Map(entries),
  metadata: {},
  skipped: [],
})

test("PyTorch's ImageNet example: the best accuracy is a tensor beside the state_dict", () => {
  expect(fitCheckpoint(net, readPyTorch(file('best-acc1.pth'))).weights).toEqual(tiny)
})

test("timm's averaged weights are taken, which is said, unless others are asked for", () => {
  const read = readPyTorch(file('ema.pth'))
  const { weights, notes, sets } = fitCheckpoint(net, read)
  const both = ['state_dict', 'state_dict_ema']
  expect(weights).toEqual(tiny)
  expect(notes).toEqual(["of the sets of tensors that fit, 'state_dict_ema' was taken, not state_dict"])
  const { weights: raw, sets: all } = fitCheckpoint(net, read, { state: 'state_dict' })
  expect([sets.toSorted(), all.toSorted()]).toEqual([both, both])
  expect([...raw.values()].every(({ data }) => data.every((value) => value === 0))).toBe(true)
  expect(() => fitCheckpoint(net, read, { state: 'swa' })).toThrow(FormatError)
})

test.each(['_orig_mod.', 'module._orig_mod.', 'model.', 'backbone.', 'module.model.backbone.', 'net._orig_mod.'])(
  'below %s',
  (prefix) => {
    const renamed = [...tiny].map(([name, tensor]) => [prefix + name, tensor] as const)
    expect(fitCheckpoint(net, checkpoint(renamed)).weights).toEqual(tiny)
  },
)

test('counters that thop leaves behind are no weights', () => {
  const one = { shape: [1], data: Float32Array.of(7) }
  const counted = ['total_ops', 'total_params', 'conv.total_ops', 'bn.total_params'].map((name) => [name, one] as const)
  const { weights, notes } = fitCheckpoint(net, checkpoint([...tiny, ...counted]))
  expect(weights).toEqual(tiny)
  expect(notes).toEqual(['left out, since they are no weights: total_ops, total_params, conv.total_ops, and 1 more'])
})

test.each(['tiny-keras1.h5', 'tiny.weights.h5'])(
  '%s has the tensors of the file that Keras 2 would write',
  async (name) => {
    const { weights } = await readKeras(file('tiny-weights.h5'))
    expect((await readKeras(file(name))).weights).toEqual(weights)
  },
)

test('ONNX with its data in a second file', async () => {
  const bytes = file('tiny-external.onnx')
  const beside = async (path: string) => {
    expect(path).toBe('tiny-external.onnx.data')
    return file(path)
  }
  expect((await readWeights({ bytes, beside })).weights).toEqual(tiny)
  await expect(readWeights(bytes)).rejects.toThrow(FormatError)
  await expect(readWeights({ bytes, beside: async () => new Uint8Array(3) })).rejects.toThrow(FormatError)
})

test('ONNX of PyTorch: tensors of equal values are there once, and the others are copies of them', () => {
  const of = (shape: readonly number[], value: (i: number) => number): Tensor => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)),
  })
  const [ones, zeros] = [of([3], () => 1), of([3], () => 0)]
  const [kernels, units, bias] = [of([3, 2, 3, 3], (i) => i), of([2, 3], (i) => -i), of([2], (i) => 9 - i)]
  const node = (operator: string, inputs: readonly string[], output: string, numbers = {}) => ({
    operator,
    inputs,
    outputs: [output],
    numbers: new Map<string, number>(Object.entries(numbers)),
    lists: new Map<string, readonly number[]>(),
  })
  const nodes = [
    node('Identity', ['a.bias'], 'a.running_mean'),
    node('Identity', ['a.weight'], 'a.running_var'),
    node('Conv', ['image', 'k'], 'maps'),
    node('BatchNormalization', ['maps', 'a.weight', 'a.bias', 'a.running_mean', 'a.running_var'], 'normed'),
    node('GlobalAveragePool', ['normed'], 'pooled'),
    node('Flatten', ['pooled'], 'flat'),
    node('Gemm', ['flat', 'u', 'v'], 'logits', { transB: 1 }),
  ]
  const weights = { k: kernels, 'a.weight': ones, 'a.bias': zeros, u: units, v: bias }
  const given = { ...checkpoint(Object.entries(weights)), graph: { nodes, inputs: ['image'], outputs: ['logits'] } }
  const [norm, shift] = [
    { 'bn.weight': ones, 'bn.bias': zeros },
    { 'bn.running_mean': zeros, 'bn.running_var': ones },
  ]
  expect(fitCheckpoint(net, given).weights).toEqual(
    new Map(Object.entries({ 'conv.weight': kernels, ...norm, ...shift, 'fc.weight': units, 'fc.bias': bias })),
  )
})
