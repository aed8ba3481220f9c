/**
 * @file Training that did no better than guessing says so: the interval of its accuracy has to lie above the share of
 * the commonest class.
 */

import { expect, test } from 'vitest'
import { doubt } from '../../src/train/result.ts'

const line = (testAccuracy: number) => ({ epoch: 1, rate: 0.1, loss: 1, trainAccuracy: 1, testAccuracy, seconds: 1 })
const data = (guess: number, count: number) => ({ guess, test: { count } }) as Parameters<typeof doubt>[1]

test.each([
  // Wilson 1927 of 30 of 100: 21.9 to 39.6 %; of 35 of 100: 26.4 to 44.7 %.
  [0.25, 0.25, 100, true],
  [0.3, 0.25, 100, true],
  [0.35, 0.25, 100, false],
  // A class of 90 % is named by whoever learnt nothing.
  [0.9, 0.9, 1000, true],
  [0.95, 0.9, 1000, false],
  [0, 0.5, 10, true],
])('%d of the test images where guessing reaches %d, of %i: %s', (accuracy, guess, count, doubted) => {
  const said = doubt(line(accuracy), data(guess, count))
  if (doubted)
    expect(said).toMatch(/^warning: always naming the commonest class of the test images is right for [\d.]+ % of them/)
  else expect(said).toBe('')
})
