/** @file From logits to accuracy, and how far two backends agree. */

import type { Accuracy, BackendId } from './results.ts'
import { wilson } from './statistics.ts'
import type { AccuracyOutcome } from './task.ts'

// Public API

/** Accuracy of `outcome`, and its agreement with the reference on the images that both classified. */
export function toAccuracy(outcome: AccuracyOutcome, reference: AccuracyOutcome, referenceId: BackendId): Accuracy {
  const { images, labels, seconds } = outcome
  const own = topLabels(outcome)
  const theirs = topLabels(reference)
  const correct = own.filter((label, i) => label === labels[i]).length
  const shared = Math.min(images, reference.images)
  const equal = own.slice(0, shared).filter((label, i) => label === theirs[i]).length
  return {
    images,
    correct,
    top1: correct / images,
    interval: wilson(correct, images),
    reference: referenceId,
    labelsEqual: equal / shared,
    logitDifference: largestDifference(outcome.logits, reference.logits),
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

function largestDifference(a: readonly number[], b: readonly number[]): number {
  let largest = 0
  // NaN is larger than anything here, so that it cannot hide.
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = Math.abs(a[i]! - b[i]!)
    if (!(difference <= largest)) largest = difference
  }
  return largest
}
