/** @file From logits to accuracy, and how far two backends agree. */

import type { Accuracy, BackendId } from '../results/results.ts'
import { wilson } from '../results/statistics.ts'
import type { AccuracyOutcome } from '../hosts/task.ts'

// Public API

/** What the other backends are compared with. */
export interface Reference {
  readonly backend: BackendId
  readonly outcome: AccuracyOutcome
}

/** Accuracy of `outcome`, and its agreement with the reference on the images that both classified. */
export function toAccuracy(outcome: AccuracyOutcome, reference: Reference): Accuracy {
  const { images, labels, seconds } = outcome
  const own = topLabels(outcome)
  const theirs = topLabels(reference.outcome)
  const correct = own.filter((label, i) => label === labels[i]).length
  const shared = Math.min(images, reference.outcome.images)
  const equal = own.slice(0, shared).filter((label, i) => label === theirs[i]).length
  return {
    images,
    correct,
    top1: correct / images,
    interval: wilson(correct, images),
    reference: reference.backend,
    labelsEqual: equal / shared,
    logitDifference: largestDifference(outcome.logits, reference.outcome.logits),
    seconds,
  }
}

// Implementation

function topLabels({ logits, images }: AccuracyOutcome): number[] {
  const classes = logits.length / images
  return Array.from({ length: images }, (_, i) => {
    const row = logits.slice(i * classes, (i + 1) * classes)
    return row.indexOf(Math.max(...row))
  })
}

const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  a.slice(0, b.length).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0)
