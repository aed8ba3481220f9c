import { expect, test } from 'vitest'
import { crossEntropy } from '../../src/train/loss.ts'

const logits = Float32Array.of(2, -1, 0.5, 3, 0, 0, 0, 0, -120, 5, 5, -3)
const labels = Int32Array.of(0, 2, 1)

// F.cross_entropy of PyTorch in double precision, with its gradient.
const pytorch = {
  0: {
    loss: 1.1545669867390511,
    gradient: [
      -0.249816243, 0.004158071, 0.018635182, 0.22702299, 0.083333333, 0.083333333, -0.25, 0.083333333, 0, -0.166694617,
      0.166638716, 5.5901e-5,
    ],
  },
  0.1: {
    loss: 2.2920669867390515,
    gradient: [
      -0.224816243, -0.004175262, 0.010301848, 0.218689656, 0.075, 0.075, -0.225, 0.075, -0.008333333, -0.141694617,
      0.158305383, -0.008277432,
    ],
  },
}

test.each(Object.entries(pytorch))(
  'label smoothing of %s gives the loss and the gradient of PyTorch',
  (smoothing, expected) => {
    const { loss, gradient } = crossEntropy(logits, labels, Number(smoothing))
    expect(loss).toBeCloseTo(expected.loss, 12)
    for (const [i, value] of expected.gradient.entries()) expect(gradient[i]).toBeCloseTo(value, 7)
  },
)

test('an image is right where its label has the largest logit, the first of equals', () => {
  expect(crossEntropy(logits, labels).right).toBe(1)
  expect(crossEntropy(logits, Int32Array.of(3, 0, 2)).right).toBe(2)
})

test('logits that are no numbers give a loss that is none', () => {
  expect(crossEntropy(Float32Array.of(NaN, 1), Int32Array.of(1)).loss).toBeNaN()
  expect(crossEntropy(Float32Array.of(Infinity, 1), Int32Array.of(1)).loss).toBeNaN()
})
