import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { symmetricEigen } from '../../src/eigen.ts'
import {
  cifar10Normalisation,
  colourComponents,
  datasetOf,
  fashionMnistNormalisation,
  lenet5Normalisation,
  mnistNormalisation,
  normalisationOf,
  normalisePixels,
  type Dataset,
} from '../../src/index.ts'
import { readDataset } from '../../src/node.ts'
/** Printed by `statistics.py`. */
import numpy from '../statistics.json' with { type: 'json' }

const made: Dataset = datasetOf(
  'made',
  {
    count: 3,
    height: 4,
    width: 5,
    channels: 3,
    pixels: Uint8Array.from({ length: 180 }, (_, i) => {
      const [c, x, y, n] = [i % 3, Math.floor(i / 3) % 5, Math.floor(i / 15) % 4, Math.floor(i / 60)]
      return (n * 31 + y * 47 + x * x * 13 + c * (x * 3 + 17) + y * c * 5) % 256
    }),
    labels: Uint8Array.of(0, 1, 0),
    classes: ['no', 'yes'],
  },
  cifar10Normalisation,
)

const close = (found: readonly number[], expected: readonly number[], digits = 10) => {
  expect(found).toHaveLength(expected.length)
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, digits)
}

/** The sign of an eigenvector says nothing. */
const aligned = (vector: readonly number[], as: readonly number[]) =>
  vector.reduce((sum, value, i) => sum + value * as[i]!, 0) < 0 ? vector.map((value) => -value) : vector

test.each([
  ['made', async () => made],
  ['cifar10', () => readDataset('cifar10', 'train')],
] as const)("%s: means, deviations and principal components are NumPy's", async (name, read) => {
  const data = await read()
  const { mean, deviation } = normalisationOf(data)
  close(mean, numpy[name].mean)
  close(deviation, numpy[name].deviation)
  const { values, vectors } = colourComponents(data)
  close(values, numpy[name].values)
  for (const [i, vector] of numpy[name].vectors.entries()) close(aligned(vectors[i]!, vector), vector, 7)
})

test('the constants are those of the training images, to all their digits', () => {
  close(cifar10Normalisation.mean, numpy.cifar10.mean, 4)
  close(cifar10Normalisation.deviation, numpy.cifar10.deviation, 4)
  close(mnistNormalisation.mean, numpy.mnist.mean, 4)
  close(mnistNormalisation.deviation, numpy.mnist.deviation, 4)
  close(fashionMnistNormalisation.mean, numpy.fashionMnist.mean, 4)
  close(fashionMnistNormalisation.deviation, numpy.fashionMnist.deviation, 4)
})

test('LeNet-5 sees −0.1 where the paper is white and 1.175 where it is black', () => {
  close([...normalisePixels(Uint8Array.of(0, 255), 1, lenet5Normalisation)], [-0.1, 1.175], 6)
})

test('values and vectors give the matrix again, in order, with its trace', () => {
  const entries = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 6, maxLength: 6 })
  fc.assert(
    fc.property(entries, ([a, b, c, d, e, f]) => {
      const matrix = [
        [a!, b!, c!],
        [b!, d!, e!],
        [c!, e!, f!],
      ]
      const { values, vectors } = symmetricEigen(matrix)
      expect(values).toEqual(values.toSorted((x, y) => y - x))
      for (const i of [0, 1, 2])
        for (const j of [0, 1, 2]) {
          expect(values.reduce((sum, value, k) => sum + value * vectors[k]![i]! * vectors[k]![j]!, 0)).toBeCloseTo(
            matrix[i]![j]!,
            9,
          )
          expect(vectors[i]!.reduce((sum, value, k) => sum + value * vectors[j]![k]!, 0)).toBeCloseTo(
            i === j ? 1 : 0,
            9,
          )
        }
    }),
  )
})
