/** @file What a network takes a picture for. */

/** A class and how likely the network takes it to be. */
export interface Guess {
  /** From 0. */
  readonly class: number
  /** By softmax over all classes. */
  readonly probability: number
}

/** The `count` classes of the highest logits, highest first; of equal ones the first. */
export function top(logits: ArrayLike<number>, count: number): Guess[] {
  const values = Array.from(logits)
  // Less the largest, since the exponential of a logit of 100 is infinite in float32.
  const largest = values.reduce((a, b) => Math.max(a, b), -Infinity)
  const exponentials = values.map((value) => Math.exp(value - largest))
  const sum = exponentials.reduce((a, b) => a + b, 0)
  return values
    .map((_, i) => i)
    .sort((i, j) => values[j]! - values[i]! || i - j)
    .slice(0, count)
    .map((i) => ({ class: i, probability: exponentials[i]! / sum }))
}
