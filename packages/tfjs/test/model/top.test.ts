import { expect, test } from 'vitest'
import { top } from '@cnn/tfjs'

test('the highest first, with their probabilities by softmax', () => {
  const guesses = top([Math.log(2), Math.log(5), 0, Math.log(2)], 3)
  expect(guesses.map((guess) => guess.class)).toEqual([1, 0, 3])
  for (const [i, share] of [0.5, 0.2, 0.2].entries()) expect(guesses[i]!.probability).toBeCloseTo(share, 12)
})

test('large logits do not overflow, and more than all are all', () => {
  expect(top([1000, 999], 5)).toEqual([
    { class: 0, probability: 1 / (1 + Math.exp(-1)) },
    { class: 1, probability: Math.exp(-1) / (1 + Math.exp(-1)) },
  ])
})
