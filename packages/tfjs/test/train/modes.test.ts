/** @file What is something else in training than at inference: batch norm and dropout. */

import '@tensorflow/tfjs-backend-cpu'
import { dropout, input, uniform, type Kind, type Node } from '@cnn/shapes'
import { setBackend, tensor, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { batchNorm } from '../../src/train/ops/batch-norm.ts'
import { dropout as trainedDropout } from '../../src/train/ops/dropout.ts'
import { TrainingError } from '@cnn/tfjs/train'

beforeAll(() => setBackend('cpu'))

const context = { name: 'norm1', shapes: { input: [2], output: [2] }, random: () => 0 } as const
const own = [
  [1.5, 0.5],
  [0.1, -0.2],
  [0.3, 0.4],
  [2, 0.5],
].map((values) => tensor(values))
const close = (found: Tensor | undefined, expected: readonly number[]) =>
  expect([...found!.dataSync()]).toEqual(expected.map((value) => expect.closeTo(value, 5)))

test('batch norm uses and moves its statistics as PyTorch’s BatchNorm1d does', () => {
  const x = tensor([1, 2, 3, -1, 0.5, 4], [3, 2])
  const dy = tensor([1, -2, 0.5, 0.25, 3, 1], [3, 2])
  const attrs = { epsilon: 1e-5 }
  const { y, kept, moving } = batchNorm.forward!([x], own, attrs, context)
  close(y, [-0.5943621, -0.11888939, 2.1830863, -0.84888492, -1.2887242, 0.3677743])
  close(moving![0], [0.42, 0.52666667])
  close(moving![1], [1.975, 1.08333333])
  const found = batchNorm.backward(dy, {
    inputs: [x],
    own,
    y,
    kept: kept!,
    attrs,
    shapes: context.shapes,
    wanted: true,
  })
  close(found.inputs[0], [-1.23992764, -0.43223418, 0.24797244, 0.17289356, 0.99195521, 0.25934062])
  close(found.own![0], [-2.54599436, 0.48666369])
  close(found.own![1], [4.5, -0.75])
})

test('batch norm of one value for each channel is refused', () => {
  const one = () => batchNorm.forward!([tensor([1, 2], [1, 2])], own, { epsilon: 1e-5 }, context)
  expect(one).toThrow(TrainingError)
  expect(one).toThrow(
    "batch norm 'norm1' sees one value of each channel, which has no variance; give larger batches or images",
  )
})

test('dropout sets its share to zero and scales the rest, and so its gradient', () => {
  const { attrs } = dropout(input([100, 100, 1]), { rate: 0.3 }) as Node & {
    readonly attrs: { readonly rate: number }
    readonly kind: Kind
  }
  const ones = tensor(new Float32Array(10_000).fill(1), [1, 10_000])
  const { y, kept } = trainedDropout.forward!([ones], [], attrs, { ...context, random: uniform('a stream') })
  const values = [...y.dataSync()]
  expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.7)]))
  // Five standard deviations of a binomial distribution.
  expect(Math.abs(values.filter((value) => value === 0).length - 3000)).toBeLessThan(5 * Math.sqrt(10_000 * 0.3 * 0.7))
  const { inputs } = trainedDropout.backward(ones, {
    inputs: [ones],
    own: [],
    y,
    kept: kept!,
    attrs,
    shapes: context.shapes,
    wanted: true,
  })
  expect([...inputs[0]!.dataSync()]).toEqual(values)
})
